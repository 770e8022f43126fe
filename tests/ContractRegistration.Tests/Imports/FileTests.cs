using System.IO.Compression;
using System.Text;
using TechTransfer.ContractRegistration.Imports;

namespace TechTransfer.ContractRegistration.Tests.Imports;

public sealed class FileTests
{
    public static TheoryData<string, byte[], string, string?, string?> Malformed()
    {
        var good = Sheet.Of("C01");
        var workbook = Workbook.Of(good.Lines());
        var text = Encoding.UTF8.GetString(good.Csv());
        byte[] Csv(string content) => Encoding.UTF8.GetBytes(content);
        var first = text[..text.IndexOf('\n', StringComparison.Ordinal)].TrimEnd();
        return new()
        {
            { "empty csv", [], "import_file_empty", null, null },
            { "only the mark", [0xEF, 0xBB, 0xBF], "import_file_empty", null, null },
            { "only blank lines", Csv("\r\n\r\n,,\r\n"), "import_file_empty", null, null },
            { "only headings", Csv(first), "import_file_empty", null, null },
            { "headings and blank rows", Csv(first + "\r\n,,,\r\n\r\n"), "import_file_empty", null, null },
            { "no headings", Csv("1,2,3\r\n4,5,6\r\n"), "import_headings_wrong", "1", "column_unknown" },
            {
                "an unknown column where one is missing",
                Sheet.Of("C01").Without("signdate").With("何时签订", "甲").Csv(),
                "import_headings_wrong",
                "何时签订",
                "column_unknown"
            },
            {
                "amount in ten thousands",
                Sheet.Of("C01").Without("totalamount").With("成交额（万元）", "120").Csv(),
                "import_headings_wrong",
                "成交额（万元）",
                "column_unknown"
            },
            { "missing title", Sheet.Of("C01").Without("projectname").Csv(), "import_headings_wrong", "projectname", "column_missing" },
            { "missing signing date", Sheet.Of("C01").Without("signdate").Csv(), "import_headings_wrong", "signdate", "column_missing" },
            { "missing buyer", Sheet.Of("C01").Without("buyername").Csv(), "import_headings_wrong", "buyername", "column_missing" },
            { "missing seller", Sheet.Of("C01").Without("seller_name").Csv(), "import_headings_wrong", "seller_name", "column_missing" },
            { "the same heading twice", Csv("项目名称,项目名称\r\n甲,乙\r\n"), "import_headings_wrong", "projectname", "column_repeated" },
            {
                "heading and name of one column",
                Csv("项目名称,projectname\r\n甲,乙\r\n"),
                "import_headings_wrong",
                "projectname",
                "column_repeated"
            },
            { "an unclosed quote", Csv(first + "\r\n\"甲,乙\r\n丙"), "import_file_unreadable", null, null },
            { "a quote inside", Csv(first + "\r\n甲\"乙,\r\n"), "import_file_unreadable", null, null },
            { "text behind a quote", Csv(first + "\r\n\"甲\"乙,\r\n"), "import_file_unreadable", null, null },
            { "neither UTF-8 nor GB18030", [.. Csv(first + "\r\n"), 0xFF, 0xFF, (byte)'\n'], "import_file_unreadable", null, null },
            { "half a character at the end", [.. Csv(first + "\r\n"), 0xE9], "import_file_unreadable", null, null },
            {
                "half a character of UTF-16",
                [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text), 0xE9],
                "import_file_unreadable",
                null,
                null
            },
            { "half a workbook", workbook[..(workbook.Length / 2)], "import_file_unreadable", null, null },
            { "a zip that is no workbook", Zip(("a.txt", "甲")), "import_file_unreadable", null, null },
            { "a workbook with a broken sheet", Broken(workbook), "import_file_unreadable", null, null },
            { "a workbook with a document type", WithDocumentType(workbook), "import_file_unreadable", null, null },
            {
                "an old or encrypted workbook",
                [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[512]],
                "import_file_unreadable",
                null,
                null
            },
            { "a zip bomb", Bomb(workbook), "import_file_unreadable", null, null },
            {
                "a workbook without rows",
                Workbook.Of([
                    ["项目名称"],
                ]),
                "import_headings_wrong",
                "contracttype",
                "column_missing"
            },
            { "a workbook with nothing", Workbook.Of((IEnumerable<IEnumerable<string>>)[]), "import_file_empty", null, null },
        };
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public void A_malformed_file_is_refused_with_its_code(string what, byte[] file, string code, string? path, string? error)
    {
        var problem = Assert.Throws<ImportFileException>(() => Read(file)).Problem;

        Assert.True(code == problem.Kind.Code, $"{what}: {problem.Kind.Code} {problem.Message.En}");
        if (path is not null)
            Assert.Contains(problem.Errors, e => e.Path == path && e.Code == error);
    }

    [Fact]
    public void Past_registrations_need_their_own_columns()
    {
        var file = Sheet
            .Of("C01")
            .Without(NationalForm.NationalNumber)
            .Without(NationalForm.RegisteredOn)
            .Without(NationalForm.TechnicalAmount)
            .Csv();

        var problem = Assert.Throws<ImportFileException>(() => Read(file, ImportMode.Historical)).Problem;

        Assert.Equal(
            ["nationalnumber", "registeredon", "technicalamount"],
            problem.Errors.Select(e => e.Path).Order(StringComparer.Ordinal)
        );
        Assert.All(problem.Errors, e => Assert.Equal("column_missing", e.Code));
        Assert.Single(Read(file));
    }

    [Fact]
    public void Twenty_thousand_rows_are_taken_and_one_more_is_not()
    {
        var header = string.Join(',', NationalForm.Columns.Where(c => c.Need == Need.Always).Select(c => c.Heading));
        byte[] File(int rows) =>
            Encoding.UTF8.GetBytes(new StringBuilder(header).Append('\n').Insert(header.Length + 1, "甲,乙\n", rows).ToString());

        Assert.Equal(20_000, Read(File(20_000)).Count);
        Assert.Equal("import_too_many_rows", Assert.Throws<ImportFileException>(() => Read(File(20_001))).Problem.Kind.Code);
    }

    public static TheoryData<string, byte[]> SameFile()
    {
        var sheet = Sheet.Of("C01", "C06");
        var lines = sheet.Lines().ToArray();
        return new()
        {
            { "UTF-8", sheet.Csv() },
            { "UTF-8 with mark", [.. Encoding.UTF8.Preamble, .. sheet.Csv()] },
            { "GB18030", sheet.Csv(Sheet.Gb18030) },
            { "national names", sheet.Csv(chinese: false) },
            {
                "line feeds only",
                Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(sheet.Csv()).Replace("\r\n", "\n", StringComparison.Ordinal))
            },
            { "workbook", Workbook.Of(lines) },
            { "workbook behind a hidden sheet", Workbook.Of([.. lines.Select(l => l.Select(Workbook.Inline))], hiddenFirst: true) },
        };
    }

    [Theory]
    [MemberData(nameof(SameFile))]
    public void Every_form_of_a_file_says_the_same(string what, byte[] file)
    {
        var expected = Sheet.Of("C01", "C06").Rows;

        var rows = Read(file);

        Assert.True(rows.Select(r => r.Number).SequenceEqual([2, 3]), what);
        foreach (var (row, cells) in rows.Zip(expected))
        {
            Assert.Empty(row.Errors);
            Assert.Equal(
                cells.Where(c => c.Value.Length > 0).OrderBy(c => c.Key, StringComparer.Ordinal),
                row.Cells.OrderBy(c => c.Key, StringComparer.Ordinal)
            );
        }
    }

    [Fact]
    public void Gb18030_carries_rare_characters()
    {
        var row = Read(Sheet.Of("C01").With(NationalForm.Title, "𠮷㛃龘").Csv(Sheet.Gb18030)).Single();

        Assert.Equal("𠮷㛃龘", row.Cells[NationalForm.Title]);
    }

    [Theory]
    [InlineData("FE59", "\u9FB4")]
    [InlineData("FE61", "\u9FB5")]
    [InlineData("FEA0", "\u9FBB")]
    [InlineData("FE51", "\U00020087")]
    [InlineData("FE91", "\U000241FE")]
    [InlineData("A6D9", "\uFE10")]
    [InlineData("A6F3", "\uFE19")]
    [InlineData("A8BC", "\u1E3F")]
    [InlineData("82359037", "\u9FB4")]
    public void Gb18030_maps_to_the_characters_of_unicode(string code, string character)
    {
        var text = Convert.ToHexString(Sheet.Of("C01").With(NationalForm.Title, "甲@@@@@@乙").Csv(Sheet.Gb18030));
        var file = Convert.FromHexString(text.Replace("404040404040", code, StringComparison.Ordinal));

        Assert.Equal($"甲{character}乙", Read(file).Single().Cells[NationalForm.Title]);
    }

    [Fact]
    public void Every_code_of_gb18030_behind_its_radicals_stands_for_a_character() =>
        Assert.All(
            Enumerable.Range(0x50, 0xA1 - 0x50).Where(second => second != 0x7F),
            second =>
                Assert.DoesNotContain(
                    Gb18030.Today(Gb18030.Encoding.GetString([0xFE, (byte)second])),
                    c => c is >= '\uE000' and <= '\uF8FF'
                )
        );

    [Fact]
    public void Names_below_the_headings_are_no_row()
    {
        var lines = Sheet.Of("C01").Lines().ToList();
        lines.Insert(1, [.. Sheet.Of().Columns]);

        var row = Read(Workbook.Of(lines)).Single();

        Assert.Equal(3, row.Number);
    }

    [Theory]
    [InlineData("成交额（元）", "totalamount")]
    [InlineData("*项目名称", "projectname")]
    [InlineData(" 合同 类别 ", "contracttype")]
    [InlineData("ProjectName", "projectname")]
    [InlineData("行政区划", "region")]
    [InlineData("卖方行政区划", "seller_region")]
    [InlineData("成交额(万元)", null)]
    [InlineData("", null)]
    public void Headings_are_known_by_their_words(string heading, string? column) => Assert.Equal(column, NationalForm.Find(heading)?.Name);

    [Fact]
    public void Blank_rows_are_passed_over_and_keep_their_numbers()
    {
        var lines = Sheet.Of("C01", "C03").Lines().ToList();
        lines.Insert(2, [""]);
        lines.Insert(0, [""]);

        Assert.Equal([3, 5], Read(Workbook.Of(lines)).Select(r => r.Number));
    }

    internal static List<ImportRow> Read(byte[] file, ImportMode mode = ImportMode.Drafts)
    {
        using var stream = new MemoryStream(file);
        return [.. new ImportFile(stream, mode).Rows()];
    }

    private static byte[] Zip(params (string Name, string Content)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = new StreamWriter(zip.CreateEntry(name).Open());
                entry.Write(content);
            }
        }
        return file.ToArray();
    }

    private static byte[] Rewritten(byte[] workbook, Func<string, string> change)
    {
        using var file = new MemoryStream();
        file.Write(workbook);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.Entries.Single(e => e.FullName.Contains("worksheets/sheet", StringComparison.Ordinal));
            string content;
            using (var reader = new StreamReader(entry.Open()))
                content = reader.ReadToEnd();
            var name = entry.FullName;
            entry.Delete();
            using var writer = new StreamWriter(zip.CreateEntry(name).Open());
            writer.Write(change(content));
        }
        return file.ToArray();
    }

    private static byte[] Broken(byte[] workbook) => Rewritten(workbook, content => content[..(content.Length / 2)]);

    private static byte[] WithDocumentType(byte[] workbook) =>
        Rewritten(
            workbook,
            content => content.Insert(content.IndexOf("?>", StringComparison.Ordinal) + 2, "<!DOCTYPE a [<!ENTITY b \"甲\">]>")
        );

    private static byte[] Bomb(byte[] workbook)
    {
        using var file = new MemoryStream();
        file.Write(workbook);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("xl/media/bomb.bin", CompressionLevel.Fastest).Open();
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 300; i++)
                entry.Write(zeros);
        }
        return file.ToArray();
    }
}
