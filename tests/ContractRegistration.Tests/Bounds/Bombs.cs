using System.Globalization;
using System.IO.Compression;
using System.Text;
using TechTransfer.ContractRegistration.Imports;
using TechTransfer.Hosting.Commands;
using TechTransfer.Testing;

namespace TechTransfer.ContractRegistration.Tests.Bounds;

/// <summary>A file made to exhaust its reader.</summary>
/// <param name="Reader">Arguments of <c>Program.cs</c> that select the reader.</param>
/// <param name="Code">Code of the problem that must refuse the file.</param>
internal sealed record Bomb(string[] Reader, Action<Stream> Write, string Code);

/// <summary>Small files of every accepted format that decompress, nest or repeat to enormous sizes.</summary>
internal static class Bombs
{
    private const string Namespace = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    private const string SheetStart = $"<worksheet {Namespace}><sheetData>",
        SheetEnd = "</sheetData></worksheet>";
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private static readonly string Headings =
        $"<row>{string.Concat(NationalForm.Columns.Select(c => $"<c t=\"inlineStr\"><is><t>{c.Name}</t></is></c>"))}</row>";

    private static readonly Dictionary<string, string> Workbook = new()
    {
        ["[Content_Types].xml"] = """
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Default Extension="xml" ContentType="application/xml"/>
            <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
            <Override PartName="/xl/worksheets/sheet1.xml"
                ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
            <Override PartName="/xl/sharedStrings.xml"
                ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>
            </Types>
            """,
        ["_rels/.rels"] = $"""
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
            <Relationship Id="rId1" Type="{Relationships}/officeDocument" Target="xl/workbook.xml"/>
            </Relationships>
            """,
        ["xl/workbook.xml"] = $"""
            <workbook {Namespace} xmlns:r="{Relationships}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>
            """,
        ["xl/_rels/workbook.xml.rels"] = $"""
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
            <Relationship Id="rId1" Type="{Relationships}/worksheet" Target="worksheets/sheet1.xml"/>
            <Relationship Id="rId2" Type="{Relationships}/sharedStrings" Target="sharedStrings.xml"/>
            </Relationships>
            """,
        ["xl/worksheets/sheet1.xml"] = $"{SheetStart}{Headings}{SheetEnd}",
        ["xl/sharedStrings.xml"] = $"<sst {Namespace}><si><t>a</t></si></sst>",
    };

    public static IReadOnlyDictionary<string, Bomb> All { get; } =
        new Dictionary<string, Bomb>
        {
            ["a sheet nested nine million deep"] = Import("xl/worksheets/sheet1.xml", SheetStart, Repeat("<a>", 9_000_000), ""),
            ["shared strings nested a million deep"] = Import(
                "xl/sharedStrings.xml",
                $"<sst {Namespace}><si>",
                Repeat("<r>", 1_000_000),
                ""
            ),
            ["a workbook nested a million deep"] = Import("xl/workbook.xml", $"<workbook {Namespace}>", Repeat("<a>", 1_000_000), ""),
            ["relationships nested a million deep"] = Import("_rels/.rels", "<Relationships>", Repeat("<a>", 1_000_000), ""),
            ["a workbook of four million sheets"] = Import(
                "xl/workbook.xml",
                $"<workbook {Namespace}><sheets>",
                Repeat("<sheet name=\"a\" state=\"hidden\"/>", 4_000_000),
                "</sheets></workbook>"
            ),
            ["two million relationships"] = Import(
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
                i => $"<Relationship Id=\"r{i}\" Type=\"a\" Target=\"b\"/>",
                2_000_000,
                "</Relationships>"
            ),
            ["a cell of two million runs"] = Import(
                "xl/worksheets/sheet1.xml",
                $"{SheetStart}<row><c t=\"inlineStr\"><is>",
                Repeat("<r><t>abc</t></r>", 2_000_000),
                $"</is></c></row>{SheetEnd}"
            ),
            ["an element of two million attributes"] = Import(
                "xl/worksheets/sheet1.xml",
                $"{SheetStart}<row ",
                i => $"a{i}=\"\" ",
                2_000_000,
                $"/>{SheetEnd}"
            ),
            ["an attribute of a hundred megabytes"] = Import(
                "xl/worksheets/sheet1.xml",
                $"{SheetStart}<row a=\"",
                Repeat("aaaaaaaaaa", 10_000_000),
                $"\"/>{SheetEnd}"
            ),
            ["a text of a hundred megabytes"] = Import(
                "xl/worksheets/sheet1.xml",
                $"{SheetStart}<row><c t=\"str\"><v>",
                Repeat("aaaaaaaaaa", 10_000_000),
                $"</v></c></row>{SheetEnd}"
            ),
            ["elements of three million names"] = Import("xl/worksheets/sheet1.xml", SheetStart, i => $"<name{i}/>", 3_000_000, SheetEnd),
            ["a shared string in every cell"] = new(
                ["import", ImportFile.Xlsx],
                file =>
                    Package(
                        file,
                        new(Workbook)
                        {
                            ["xl/sharedStrings.xml"] = $"<sst {Namespace}><si><t>{new string('a', 60_000)}</t></si></sst>",
                            ["xl/worksheets/sheet1.xml"] =
                                SheetStart
                                + Headings
                                + Repeated(
                                    $"<row>{Repeated("<c t=\"s\"><v>0</v></c>",
                NationalForm.Columns.Count)}</row>",
                                    400
                                )
                                + SheetEnd,
                        }
                    ),
                "import_file_unreadable"
            ),
            ["shared strings without end"] = Import(
                "xl/sharedStrings.xml",
                $"<sst {Namespace}>",
                i => $"<si><t>{i}</t></si>",
                9_000_000,
                "</sst>"
            ),
            ["a directory of half a million parts"] = new(["import", ImportFile.Xlsx], Directory, "import_file_unreadable"),
            ["a csv row of two million cells"] = Csv(Repeat("1,", 1_900_000)),
            ["a csv of a few rows of megabytes"] = Csv(file =>
            {
                var row = Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Repeat(new string('a', 200_000), 19)) + "\n");
                file.Write(Encoding.UTF8.GetBytes(string.Join(',', NationalForm.Columns.Select(c => c.Name)) + "\n"));
                for (var i = 0; i < 13; i++)
                    file.Write(row);
            }),
            ["a PDF of millions of open arrays"] = Pdf("document", "", Repeat("[", 40_000_000), "document_oversized"),
            ["a PDF of millions of open dictionaries"] = Pdf("document", "", Repeat("<</A", 10_000_000), "document_oversized"),
            ["a PDF's filter of millions of words"] = Pdf("document", "<< /Filter [", Repeat("1 ", 20_000_000), "taken"),
            ["a PDF's dictionary of millions of names"] = Pdf("document", "<<", file => Each(file, i => $"/N{i} 1", 4_000_000), "taken"),
            ["an object stream of two million places"] = new(["document"], file => file.Write(Places()), "document_oversized"),
            ["an xlsx attachment nested deep"] = new(
                ["document"],
                file => Package(file, new(Workbook) { ["xl/worksheets/sheet1.xml"] = SheetStart + Repeated("<a>", 1_000_000) }),
                "document_oversized"
            ),
            ["an OFD nested deep"] = new(
                ["document"],
                file => file.Write(SampleDocuments.Package(("OFD.xml", Encoding.UTF8.GetBytes("\uFEFF<a>" + Repeated("<a>", 1_000_000))))),
                "document_oversized"
            ),
            ["an OFD that unfolds without measure"] = new(
                ["document"],
                file => file.Write(SampleDocuments.Package(("OFD.xml", new byte[64 * 1024 * 1024]))),
                "document_oversized"
            ),
            ["a PNG of a billion pixels"] = new(
                ["document"],
                file => file.Write(SampleDocuments.Png(40_000, 40_000)),
                "document_oversized"
            ),
            ["a JPEG of ten thousand scans"] = new(["document"], Scans, "document_oversized"),
            ["a file to verify of millions of open arrays"] = Pdf("verify", "", Repeat("[", 12_000_000), "TooComplex"),
            ["a file to verify whose cross references unfold without measure"] = new(
                ["verify"],
                file => file.Write(CrossReferences()),
                "TooComplex"
            ),
            ["a JSON body of open lists"] = new(["json"], file => Repeat("[", RequestBody.JsonLimit)(file), "malformed_body"),
        };

    private static Bomb Import(string part, string before, Action<Stream> bomb, string after) =>
        new(
            ["import", ImportFile.Xlsx],
            file =>
                Package(
                    file,
                    Workbook,
                    part,
                    entry =>
                    {
                        entry.Write(Encoding.UTF8.GetBytes(before));
                        bomb(entry);
                        entry.Write(Encoding.UTF8.GetBytes(after));
                    }
                ),
            "import_file_unreadable"
        );

    private static Bomb Import(string part, string before, Func<int, string> one, int count, string after) =>
        Import(part, before, entry => Each(entry, one, count), after);

    private static Bomb Csv(Action<Stream> write) => new(["import", ImportFile.Csv], write, "import_file_unreadable");

    // A PDF whose first object is the bomb, and whose trailer refers to it.
    private static Bomb Pdf(string reader, string before, Action<Stream> bomb, string code) =>
        new(
            [reader],
            file =>
            {
                file.Write(SampleDocuments.Latin($"%PDF-1.7\n1 0 obj\n{before}"));
                bomb(file);
                file.Write(SampleDocuments.Latin("\nendobj\n"));
                var table = file.Position;
                file.Write(
                    SampleDocuments.Latin(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \n"
                                + $"trailer\n<< /Size 2 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"
                        )
                    )
                );
            },
            code
        );

    private static byte[] Places()
    {
        using var content = new MemoryStream();
        Each(content, i => $"1 {i} ", 1_500_000);
        var first = content.Length;
        content.Write(new byte[1_500_000]);
        return SampleDocuments.Pdf(
            SampleDocuments.Stream(
                $"/Type /ObjStm /N 1500000 /First {first} /Filter /FlateDecode",
                SampleDocuments.Deflated(content.ToArray())
            )
        );
    }

    private static byte[] CrossReferences()
    {
        var head = SampleDocuments.Latin("%PDF-1.7\n");
        var stream = SampleDocuments.Stream(
            "/Type /XRef /Size 1000000 /W [1 4 2] /Root 1 0 R /Filter /FlateDecode",
            SampleDocuments.Deflated(new byte[100_000_000])
        );
        return [.. head, .. SampleDocuments.Latin($"1 0 obj\n{stream}\nendobj\nstartxref\n{head.Length}\n%%EOF\n")];
    }

    private static void Scans(Stream file)
    {
        var jpeg = SampleDocuments.Jpeg();
        var scan = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
        file.Write(jpeg.AsSpan(..scan));
        for (var i = 0; i < 10_000; i++)
            file.Write(jpeg.AsSpan(scan..^2));
        file.Write(jpeg.AsSpan(^2..));
    }

    private static void Directory(Stream file)
    {
        using var package = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
        for (var i = 0; i < 500_000; i++)
            package.CreateEntry(i.ToString(CultureInfo.InvariantCulture), CompressionLevel.NoCompression);
    }

    private static void Package(Stream file, Dictionary<string, string> parts, string? instead = null, Action<Stream>? write = null)
    {
        using var package = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, content) in parts)
        {
            using var entry = package.CreateEntry(name, CompressionLevel.Fastest).Open();
            if (name == instead)
                write!(entry);
            else
                entry.Write(Encoding.UTF8.GetBytes(content));
        }
    }

    private static string Repeated(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();

    private static Action<Stream> Repeat(string text, int count) =>
        stream =>
        {
            const int atOnce = 1_000;
            var many = Encoding.UTF8.GetBytes(Repeated(text, atOnce));
            for (var i = 0; i < count / atOnce; i++)
                stream.Write(many);
            stream.Write(many.AsSpan(0, many.Length / atOnce * (count % atOnce)));
        };

    private static void Each(Stream stream, Func<int, string> one, int count)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), 64 * 1024, leaveOpen: true);
        for (var i = 0; i < count; i++)
            writer.Write(one(i));
    }
}
