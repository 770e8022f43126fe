using System.Text;
using TechTransfer.ContractRegistration.Imports;

namespace TechTransfer.ContractRegistration.Tests.Imports;

/// <summary>
/// Files as clerks and their programs make them. Each is read as it is meant, with a notice, or refused with the place and the cause.
/// </summary>
public sealed class OddFileTests
{
    private static readonly string[][] Lines = [.. Sheet.Of("C01", "C03").Lines()];
    private static readonly string[] Heads = Lines[0];
    private static readonly string One = RawWorkbook.Row(1, Heads) + RawWorkbook.Row(2, Lines[1]);

    /// <summary>Columns: name, file, titles of the contracts that are read, expected texts of the notices.</summary>
    public static TheoryData<string, byte[], string[], string[]> Read()
    {
        var (c01, c03) = (Lines[1][0], Lines[2][0]);
        string[] total = new string[Heads.Length];
        Array.Fill(total, "");
        (total[0], total[2]) = ("合 计", "2000000");
        string[] footer = ["填表人：张三", .. Enumerable.Repeat("", Heads.Length - 1)];
        return new()
        {
            { "commas", Csv(Lines), [c01, c03], [] },
            { "semicolons", Csv(Lines, ';'), [c01, c03], ["separated by semicolons"] },
            { "tabs", Csv(Lines, '\t'), [c01, c03], ["separated by tabs"] },
            { "bars", Csv(Lines, '|'), [c01, c03], ["separated by '|'"] },
            { "a stated separator", [.. Encoding.UTF8.GetBytes("sep=;\r\n"), .. Csv(Lines, ';')], [c01, c03], ["separated by semicolons"] },
            { "a stated comma", [.. Encoding.UTF8.GetBytes("\"sep=,\"\r\n"), .. Csv(Lines)], [c01, c03], [] },
            {
                "Unicode text of Excel",
                Wide(Encoding.Unicode, Csv(Lines, '\t'), isMarked: true),
                [c01, c03],
                ["The file is in UTF-16 and was read so.", "separated by tabs"]
            },
            { "UTF-16, the other way round", Wide(Encoding.BigEndianUnicode, Csv(Lines), isMarked: true), [c01, c03], ["is in UTF-16"] },
            { "UTF-16 without its mark", Wide(Encoding.Unicode, Csv(Lines), isMarked: false), [c01, c03], ["is in UTF-16"] },
            {
                "headings in two rows",
                Csv([
                    ["台账"],
                    .. Grouped(),
                    .. Lines[1..],
                ]),
                [c01, c03],
                [
                    "Rows above the headings, not read as data: row 1.",
                    "The headings stand in two rows and were read together: row 2, row 3.",
                ]
            },
            {
                "merged headings in two rows",
                RawWorkbook.Of(
                    [("表", RawWorkbook.Row(1, Grouped()[0]) + RawWorkbook.Row(2, Grouped()[1]) + RawWorkbook.Row(3, Lines[1]))],
                    new Dictionary<string, string>(),
                    states: $"<mergeCells><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"B1:B2\"/></mergeCells>"
                ),
                [c01],
                ["The headings stand in two rows and were read together: row 1, row 2."]
            },
            {
                "a code merged over its rows",
                Merged("技术领域"),
                [c01, c03],
                ["The content of merged cells was read for each of their rows. Check it: "]
            },
            {
                "a title above the headings",
                Csv([
                    ["2026年度技术合同登记台账"],
                    [],
                    .. Lines,
                ]),
                [c01, c03],
                ["Rows above the headings, not read as data: row 1."]
            },
            {
                "marked headings",
                Csv([
                    [
                        .. Heads.Select(
                            (h, i) =>
                                (i % 4) switch
                                {
                                    0 => $"{h}*",
                                    1 => $"＊{h}（必填）",
                                    2 => $"{h}\n(选填)",
                                    _ => $"【必填】{h}：",
                                }
                        ),
                    ],
                    .. Lines[1..],
                ]),
                [c01, c03],
                []
            },
            {
                "running numbers and remarks",
                Csv([
                    ["序号", .. Heads, "备注"],
                    ["1", .. Lines[1], "急"],
                    ["2", .. Lines[2], ""],
                    ["3"],
                    ["4"],
                ]),
                [c01, c03],
                ["not imported: '序号', '备注'.", "Rows with only formulas or serial numbers, not imported: row 4, row 5."]
            },
            {
                "totals and a footer",
                Csv([.. Lines, total, footer]),
                [c01, c03],
                ["Totals, not imported: row 4.", "Notes below the table, not imported: row 5."]
            },
            { "headings on every page", Csv([.. Lines[..2], Heads, Lines[2]]), [c01, c03], ["Repeated headings, not imported: row 3."] },
            {
                "other words for headings",
                Csv([
                    [
                        .. Heads.Select(h =>
                            h switch
                            {
                                "签订日期" => "签订时间",
                                "成交额" => "合同金额",
                                "买方名称" => "买方单位名称",
                                "卖方统一社会信用代码" => "卖方信用代码",
                                _ => h,
                            }
                        ),
                    ],
                    .. Lines[1..],
                ]),
                [c01, c03],
                []
            },
            {
                "two sheets with contracts and one of notes",
                RawWorkbook.Of(
                    ("填表说明", RawWorkbook.Row(1, ["请逐行填写"])),
                    ("上半年", One),
                    ("下半年", RawWorkbook.Row(1, Heads) + RawWorkbook.Row(2, Lines[2]))
                ),
                [c01, c03],
                ["Sheets without the headings of the contract table, not imported: “填表说明”."]
            },
            {
                "a hidden sheet with contracts",
                RawWorkbook.Of(("上半年", One), ("隐藏", RawWorkbook.Row(1, Heads) + RawWorkbook.Row(2, Lines[2]))),
                [c01],
                ["Hidden sheets, not imported: “隐藏”."]
            },
            {
                "a hidden row",
                RawWorkbook.Of(("表", One + RawWorkbook.Cells(3, [.. Lines[2].Select(RawWorkbook.Text)], " hidden=\"1\""))),
                [c01, c03],
                ["Hidden in the sheet, but imported as usual: row 3."]
            },
            {
                "formulas for rows to come",
                RawWorkbook.Of(("表", One + RawWorkbook.Cells(3, ["><f>A2</f><v>0</v>", " t=\"str\"><f>B2</f><v></v>", "><f>C2*2</f>"]))),
                [c01],
                ["Rows with only formulas or serial numbers, not imported: row 3."]
            },
            {
                "a leftover in the last cell",
                RawWorkbook.Of(("表", One + "<row r=\"1048575\"><c r=\"XFD1048575\"><v>0</v></c></row>")),
                [c01],
                ["Cells outside the table, not imported: XFD1048575."]
            },
            {
                "a leftover beside the table",
                RawWorkbook.Of(("表", One + "<row r=\"9\"><c r=\"ZZ9\"><v>0</v></c></row>")),
                [c01],
                ["Cells outside the table, not imported: ZZ9."]
            },
            {
                "the strict edition of the standard",
                RawWorkbook.Of([("表", One)], new Dictionary<string, string>(), isStrict: true),
                [c01],
                []
            },
            {
                "a malformed hyperlink",
                RawWorkbook.Of(
                    [("表", One)],
                    new Dictionary<string, string>
                    {
                        ["xl/worksheets/_rels/sheet1.xml.rels"] =
                            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" "
                            + "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\" "
                            + "Target=\"mailto:a@@b.invalid;c@d.invalid\" TargetMode=\"External\"/></Relationships>",
                    },
                    states: "<hyperlinks><hyperlink ref=\"A2\" r:id=\"rId1\"/></hyperlinks>"
                ),
                [c01],
                []
            },
        };
    }

    [Theory]
    [MemberData(nameof(Read))]
    public void It_is_read_as_it_is_meant(string what, byte[] bytes, string[] titles, string[] notices)
    {
        using var stream = new MemoryStream(bytes);
        var file = new ImportFile(stream, ImportMode.Drafts);

        var rows = file.Rows().ToList();

        Assert.True(titles.SequenceEqual(rows.Select(r => r.Cells[NationalForm.Title])), what);
        Assert.All(rows, r => Assert.Empty(r.Errors));
        Assert.Equal(notices.Length, file.Notices.Count);
        Assert.All(notices.Zip(file.Notices), n => Assert.Contains(n.First, n.Second.En, StringComparison.Ordinal));
    }

    public static TheoryData<string, byte[], string> Refused() =>
        new()
        {
            { "an old workbook", Old("Workbook"), "an old Excel workbook (.xls)" },
            { "a workbook with a password", Old("EncryptedPackage"), "an Excel workbook with a password" },
            {
                "an OpenDocument spreadsheet",
                Zip("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
                "an OpenDocument spreadsheet (.ods)"
            },
            { "a binary workbook", Zip("xl/workbook.bin", "a"), "a binary Excel workbook (.xlsb)" },
            { "a Word document", Zip("word/document.xml", "<a/>"), "a Word document (.docx)" },
            { "an archive", Zip("台账.csv", "a"), "a compressed archive" },
            { "a PDF", "%PDF-1.7\n"u8.ToArray(), "a PDF" },
            { "a picture", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "a picture" },
            { "a web page", Encoding.UTF8.GetBytes("\uFEFF<html xmlns:x=\"a\"><table>"), "a table saved as a web page" },
            {
                "a table as XML",
                "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">"u8.ToArray(),
                "saved as XML"
            },
            {
                "a text that is not there",
                RawWorkbook.Of(("表", RawWorkbook.Row(1, Heads) + RawWorkbook.Cells(2, [" t=\"s\"><v>99999</v>"]))),
                "the cell A2 is damaged"
            },
            {
                "a number that is none",
                RawWorkbook.Of(("表", RawWorkbook.Row(1, Heads) + RawWorkbook.Cells(2, [RawWorkbook.Text("甲"), "><v>x</v>"]))),
                "the cell B2 is damaged"
            },
            {
                "elements without end",
                RawWorkbook.Of(("表", One + string.Concat(Enumerable.Repeat("<a>", 200)))),
                "too complex when unpacked"
            },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public void It_is_refused_with_its_cause(string what, byte[] bytes, string cause)
    {
        using var stream = new MemoryStream(bytes);

        var problem = Assert.Throws<ImportFileException>(() => new ImportFile(stream, ImportMode.Drafts).Rows().ToList()).Problem;

        Assert.Equal("import_file_unreadable", problem.Kind.Code);
        Assert.True(problem.Message.En.Contains(cause, StringComparison.Ordinal), $"{what}: {problem.Message.En}");
    }

    [Fact]
    public void A_sheet_whose_headings_lack_a_column_is_refused_by_name()
    {
        var second = RawWorkbook.Row(1, Heads[1..]) + RawWorkbook.Row(2, Lines[2][1..]);
        using var stream = new MemoryStream(RawWorkbook.Of(("上半年", One), ("下半年", second)));

        var problem = Assert.Throws<ImportFileException>(() => new ImportFile(stream, ImportMode.Drafts).Rows().ToList()).Problem;

        Assert.Equal(("projectname", "column_missing"), (problem.Errors.Single().Path, problem.Errors.Single().Code));
        Assert.Contains("下半年", problem.Errors.Single().Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_in_ten_thousands_is_refused_for_its_unit()
    {
        var heads = Heads.Select(h => h == "成交额" ? "成交额（万元）" : h).ToArray();
        using var stream = new MemoryStream(Csv([heads, .. Lines[1..]]));

        var error = Assert
            .Throws<ImportFileException>(() => new ImportFile(stream, ImportMode.Drafts).Rows().ToList())
            .Problem.Errors.Single();

        Assert.Contains("is not in yuan", error.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_formula_that_was_never_calculated_is_named_as_that()
    {
        var cells = Lines[1].Select(RawWorkbook.Text).ToArray();
        cells[2] = "><f>A1*2</f><v></v>";
        var row = FileTests.Read(RawWorkbook.Of(("表", RawWorkbook.Row(1, Heads) + RawWorkbook.Cells(2, cells)))).Single();

        var read = ContractRow.Read(row, ImportMode.Drafts, Given.Rules.Codes);

        Assert.Equal(("totalamount", "formula_uncalculated"), (read.Errors.Single().Path, read.Errors.Single().Code));
        Assert.Contains($"{Heads[2]} (C2)", read.Errors.Single().Message.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-02T00:00:00.000Z", "2026-11-02", false)]
    [InlineData("2026-11-02T00:00:00", "2026-11-02", false)]
    [InlineData("2026-11-02", "2026-11-02", false)]
    [InlineData("2026-11-02T09:30:00", "2026-11-02", false)]
    [InlineData("2026-11-01T16:00:00.000Z", "2026-11-02", false)]
    [InlineData("2026-11-02T00:00:00+08:00", "2026-11-02", false)]
    [InlineData("2026-11-01T15:59:17.000Z", "2026-11-02", true)]
    [InlineData("2026-11-01T23:59:17", "2026-11-02", true)]
    public void A_date_cell_is_its_day(string stored, string day, bool isTold)
    {
        var row = WithDate(4, $" t=\"d\"><v>{stored}</v>");

        Assert.Equal(day, row.Cells["signdate"]);
        Assert.Equal(isTold, row.Notices is [{ Code: "date_rounded", Path: "signdate" }]);
    }

    [Theory]
    [InlineData(4, "46081.9995", "2026-03-01", true)]
    [InlineData(4, "46081.99999", "2026-03-01", true)]
    [InlineData(4, "46081.9999884259", "2026-03-01", true)]
    [InlineData(4, "46081.98", "2026-02-28", false)]
    [InlineData(6, "46081.9995", "2026-03-01", true)]
    // Column 6 holds the last day of a term, so a time in the last second before midnight still means that day.
    [InlineData(6, "46081.9999884259", "2026-02-28", false)]
    public void Seconds_before_midnight_are_the_next_day(int column, string serial, string day, bool isTold)
    {
        var row = WithDate(column, $"><v>{serial}</v>");

        Assert.Equal(day, row.Cells[NationalForm.Columns[column].Name]);
        Assert.Equal(isTold, row.Notices is [{ Code: "date_rounded" }]);
    }

    [Fact]
    public void A_code_that_a_csv_file_keeps_as_a_text_formula_is_the_code()
    {
        var row = FileTests.Read(Sheet.Of("C01").With("buyer_zipcode", "=\"010000\"").Csv()).Single();

        Assert.Equal("010000", row.Cells["buyer_zipcode"]);
    }

    private static ImportRow WithDate(int column, string cell)
    {
        Assert.Equal(CellKind.Date, NationalForm.Columns[column].Kind);
        var cells = Lines[1].Select(RawWorkbook.Text).ToArray();
        cells[column] = cell;
        return FileTests.Read(RawWorkbook.Of(("表", RawWorkbook.Row(1, Heads) + RawWorkbook.Cells(2, cells)))).Single();
    }

    [Theory]
    [InlineData("成交额", "totalamount")]
    [InlineData("项目名称", "projectname")]
    public void A_merged_title_or_amount_is_refused_in_each_of_its_rows(string heading, string column)
    {
        var rows = FileTests.Read(Merged(heading));

        Assert.Equal(2, rows.Count);
        var letters = RawWorkbook.Letters(Array.IndexOf(Heads, heading));
        foreach (var (index, row) in rows.Index())
        {
            var error = Assert.Single(row.Errors);
            Assert.Equal((column, "cell_merged"), (error.Path, error.Code));
            Assert.Contains(
                $"({letters}{index + 2}): the cell is merged as {letters}2:{letters}3",
                error.Message.En,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void Content_of_a_merged_cell_is_that_of_each_row()
    {
        var field = Array.IndexOf(Heads, "技术领域");
        var rows = FileTests.Read(Merged("技术领域"));
        Assert.All(rows, row => Assert.Equal(Lines[1][field], row.Cells[NationalForm.Columns[field].Name]));
    }

    private static byte[] Merged(string heading)
    {
        var (column, second) = (Array.IndexOf(Heads, heading), Lines[2].ToArray());
        second[column] = "";
        var letters = RawWorkbook.Letters(column);
        return RawWorkbook.Of(
            [("表", RawWorkbook.Row(1, Heads) + RawWorkbook.Row(2, Lines[1]) + RawWorkbook.Row(3, second))],
            new Dictionary<string, string>(),
            states: $"<mergeCells count=\"1\"><mergeCell ref=\"{letters}2:{letters}3\"/></mergeCells>"
        );
    }

    // The parties' headings in two rows: 买方 above 名称, 性质 and so on.
    private static string[][] Grouped()
    {
        var (top, below) = (Heads.ToArray(), Heads.ToArray());
        for (var i = 0; i < Heads.Length; i++)
        {
            var side = ((string[])["买方", "卖方", "中介方"]).FirstOrDefault(s => Heads[i].StartsWith(s, StringComparison.Ordinal));
            if (side is null)
            {
                below[i] = "";
                continue;
            }
            var isFirst = i == 0 || !Heads[i - 1].StartsWith(side, StringComparison.Ordinal);
            (top[i], below[i]) = (isFirst ? $"{side}信息" : "", Heads[i][side.Length..]);
        }
        return [top, below];
    }

    private static byte[] Wide(Encoding encoding, byte[] csv, bool isMarked) =>
        [.. isMarked ? encoding.GetPreamble() : [], .. encoding.GetBytes(Encoding.UTF8.GetString(csv))];

    private static byte[] Csv(IEnumerable<IEnumerable<string>> lines, char separator = ',') =>
        Encoding.UTF8.GetBytes(
            string.Concat(
                lines.Select(line =>
                    string.Join(separator, line.Select(c => $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\r\n"
                )
            )
        );

    private static byte[] Zip(string part, string content) => RawWorkbook.Zip(new Dictionary<string, string> { [part] = content });

    private static byte[] Old(string stream) =>
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[504], .. Encoding.Unicode.GetBytes(stream), .. new byte[64]];
}
