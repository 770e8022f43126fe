using System.IO.Compression;
using System.Security;

namespace TechTransfer.ContractRegistration.Tests.Imports;

/// <summary>Workbooks built from XML text, for features that no library writes.</summary>
internal static class RawWorkbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string StrictMain = "http://purl.oclc.org/ooxml/spreadsheetml/main";
    private const string StrictOffice = "http://purl.oclc.org/ooxml/officeDocument/relationships";

    /// <summary>XML of a row in sheetData whose cells are all inline texts.</summary>
    public static string Row(int number, IEnumerable<string> texts) => Cells(number, [.. texts.Select(Text)]);

    /// <summary>A row of cells. Each cell is the XML that follows its reference: <c> t="n"&gt;&lt;v&gt;1&lt;/v&gt;</c>.</summary>
    public static string Cells(int number, IReadOnlyList<string> cells, string attributes = "") =>
        $"<row r=\"{number}\"{attributes}>{string.Concat(cells.Select((cell, i) => $"<c r=\"{Letters(i)}{number}\"{cell}</c>"))}</row>";

    public static string Text(string text) => $" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></is>";

    public static string Letters(int column) =>
        column < 26 ? $"{(char)('A' + column)}" : $"{(char)('A' + column / 26 - 1)}{(char)('A' + column % 26)}";

    public static byte[] Of(params (string Name, string Rows)[] sheets) => Of(sheets, new Dictionary<string, string>());

    /// <param name="more">Parts by path. They are added, or replace the usual part at that path.</param>
    public static byte[] Of(
        IReadOnlyList<(string Name, string Rows)> sheets,
        IReadOnlyDictionary<string, string> more,
        bool isStrict = false,
        string states = ""
    )
    {
        var (main, office) = isStrict ? (StrictMain, StrictOffice) : (Main, Office);
        var parts = new Dictionary<string, string>
        {
            ["[Content_Types].xml"] = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
            ["_rels/.rels"] = Relationships([($"{office}/officeDocument", "xl/workbook.xml")]),
            ["xl/_rels/workbook.xml.rels"] = Relationships([
                .. sheets.Select((_, i) => ($"{office}/worksheet", $"worksheets/sheet{i + 1}.xml")),
                ($"{office}/sharedStrings", "sharedStrings.xml"),
            ]),
            ["xl/sharedStrings.xml"] = $"<sst xmlns=\"{main}\"/>",
            ["xl/workbook.xml"] =
                $"<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets>"
                + string.Concat(
                    sheets.Select(
                        (s, i) =>
                            $"<sheet name=\"{s.Name}\" sheetId=\"{i + 1}\" r:id=\"rId{i + 1}\"{(s.Name.Contains("隐藏", StringComparison.Ordinal) ? " state=\"hidden\"" : "")}/>"
                    )
                )
                + "</sheets></workbook>",
        };
        for (var i = 0; i < sheets.Count; i++)
            parts[$"xl/worksheets/sheet{i + 1}.xml"] =
                $"<worksheet xmlns=\"{main}\" xmlns:r=\"{office}\"><sheetData>{sheets[i].Rows}</sheetData>{states}</worksheet>";
        foreach (var (name, content) in more)
            parts[name] = content;
        return Zip(parts);
    }

    public static byte[] Zip(IReadOnlyDictionary<string, string> parts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var entry = new StreamWriter(zip.CreateEntry(name).Open());
                entry.Write(content);
            }
        }
        return file.ToArray();
    }

    private static string Relationships(IReadOnlyList<(string Type, string Target)> targets) =>
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + string.Concat(targets.Select((t, i) => $"<Relationship Id=\"rId{i + 1}\" Type=\"{t.Type}\" Target=\"{t.Target}\"/>"))
        + "</Relationships>";
}
