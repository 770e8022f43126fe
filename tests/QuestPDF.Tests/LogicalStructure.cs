using System.Text;
using System.Text.RegularExpressions;

namespace QuestPDF.Tests;

/// <param name="Number">Number of its PDF object.</param>
/// <param name="OwnText">Its text without that of its children.</param>
internal sealed record TagElement(string Type, int Number, Dictionary<string, object?> Entries, List<TagElement> Children, string OwnText)
{
    public IEnumerable<TagElement> All => Children.SelectMany(c => c.All).Prepend(this);

    public string? Text(string key) => (Entries.GetValueOrDefault(key) as PdfString)?.Text;

    /// <summary>The text that is read aloud for the element and its children, in reading order.</summary>
    public required string Spoken { get; init; }

    public override string ToString() => Children.Count == 0 ? Type : $"{Type}({string.Join(' ', Children)})";
}

/// <summary>Reads the logical structure of a tagged file (ISO 32000-1, 14.7 and 14.8) and collects its faults.</summary>
internal sealed class LogicalStructure
{
    private readonly PdfObjects pdf;
    private readonly List<Dictionary<int, string>> contents = [];
    private readonly Dictionary<int, object?> parents = [];
    private readonly HashSet<(int Page, int Id)> reached = [];
    private readonly HashSet<int> visited = [];

    public LogicalStructure(PdfObjects pdf)
    {
        this.pdf = pdf;
        var root = (PdfRef)pdf.Catalog["StructTreeRoot"]!;
        var numbers = pdf.Array(pdf.Dictionary(pdf.Dictionary(root)!["ParentTree"])!["Nums"])!;
        for (var i = 0; i < numbers.Count; i += 2)
            parents.Add((int)(long)numbers[i]!, numbers[i + 1]);

        foreach (var (index, page) in pdf.Pages.Index())
            contents.Add(ReadPage(index, page));
        Document = ReadElement((PdfRef)pdf.Dictionary(root)!["K"]!, root.Number);
        foreach (var (index, page) in contents.Index())
        {
            foreach (var id in page.Keys.Where(id => !reached.Contains((index, id))))
                Faults.Add($"Content {id} of page {index + 1} belongs to no element.");
        }
        CheckLinks();
        foreach (var element in Document.All)
            Check(element);
    }

    public TagElement Document { get; }
    public List<string> Faults { get; } = [];

    /// <summary>The text of each page that is drawn as an artifact (decoration) and not read aloud.</summary>
    public List<string> ArtifactText { get; } = [];

    private Dictionary<int, string> ReadPage(int index, Dictionary<string, object?> page)
    {
        var (texts, artifacts) = (new Dictionary<int, StringBuilder>(), new StringBuilder());
        var (open, isArtifact, saved) = ((int?)null, false, 0);
        var fonts = pdf.Dictionary(pdf.Dictionary(page["Resources"])!["Font"])!;
        var maps = fonts.ToDictionary(f => f.Key, f => Characters(pdf.Dictionary(f.Value)!));
        var map = maps.Values.First();
        var operators = pdf.Operators(page);
        for (var i = 0; i < operators.Count; i++)
        {
            if (operators[i] is not PdfOperator { Name: var name })
                continue;
            switch (name)
            {
                case "BDC" or "BMC":
                    if (open is not null || isArtifact)
                        Faults.Add($"Page {index + 1}: marked contents stand in each other.");
                    isArtifact = operators[i - 1] is PdfName { Value: "Artifact" };
                    open = isArtifact ? null : (int)(long)((Dictionary<string, object?>)operators[i - 1]!)["MCID"]!;
                    if (open is { } id && !texts.TryAdd(id, new StringBuilder()))
                        Faults.Add($"Page {index + 1}: content {id} stands there twice.");
                    if (
                        open is { } owned
                        && pdf.Name(pdf.Dictionary(pdf.Array(parents[index])![owned])!["S"]) != (operators[i - 2] as PdfName)?.Value
                    )
                        Faults.Add($"Page {index + 1}: content {owned} has another tag than its element.");
                    saved = 0;
                    break;
                case "EMC":
                    if (open is null && !isArtifact)
                        Faults.Add($"Page {index + 1}: a marked content ends that did not begin.");
                    if (saved != 0)
                        Faults.Add($"Page {index + 1}: a marked content crosses a graphics state.");
                    (open, isArtifact) = (null, false);
                    break;
                case "q":
                    saved++;
                    break;
                case "Q":
                    saved--;
                    break;
                case "Tf":
                    map = maps[((PdfName)operators[i - 2]!).Value];
                    break;
                case "TJ":
                    var text = string.Concat(
                        ((List<object?>)operators[i - 1]!)
                            .OfType<PdfString>()
                            .SelectMany(s => s.Value.Chunk(2))
                            .Select(b => map[(b[0] << 8) | b[1]])
                    );
                    (open is { } here ? texts[here] : artifacts).Append(text);
                    break;
            }
            if (name is "f" or "S" or "Do" or "TJ" && open is null && !isArtifact)
                Faults.Add($"Page {index + 1}: {name} is neither content nor artifact.");
        }
        if (open is not null || isArtifact)
            Faults.Add($"Page {index + 1}: a marked content does not end.");

        if (page.GetValueOrDefault("StructParents") is not long key || key != index)
            Faults.Add($"Page {index + 1} is not tied to the structure.");
        if (pdf.Name(page.GetValueOrDefault("Tabs")) != "S")
            Faults.Add($"Page {index + 1}: the order of links is not that of reading.");
        if (pdf.Array(parents[index])!.Count != texts.Count || texts.Keys.Any(id => id >= texts.Count))
            Faults.Add($"Page {index + 1}: the contents are not numbered from 0 without gaps.");
        ArtifactText.Add(artifacts.ToString());
        return texts.ToDictionary(t => t.Key, t => t.Value.ToString());
    }

    private TagElement ReadElement(PdfRef reference, int parent)
    {
        var entries = pdf.Dictionary(reference)!;
        if (!visited.Add(reference.Number))
            Faults.Add($"Element {reference.Number} stands in the tree twice.");
        if (entries["P"] is not PdfRef up || up.Number != parent)
            Faults.Add($"Element {reference.Number} names another parent than the one that holds it.");

        var (children, own, spoken) = (new List<TagElement>(), new StringBuilder(), new StringBuilder());
        foreach (
            var kid in entries.GetValueOrDefault("K") switch
            {
                null => [],
                List<object?> list => list,
                var one => [one],
            }
        )
        {
            switch (kid)
            {
                case PdfRef child:
                    var element = ReadElement(child, reference.Number);
                    children.Add(element);
                    spoken.Append(element.Spoken);
                    break;
                case long id:
                    Say(pdf.Pages.FindIndex(p => ReferenceEquals(p, pdf.Dictionary(entries["Pg"]))), (int)id);
                    break;
                case Dictionary<string, object?> other when pdf.Name(other["Type"]) == "MCR":
                    Say(pdf.Pages.FindIndex(p => ReferenceEquals(p, pdf.Dictionary(other["Pg"]))), (int)(long)other["MCID"]!);
                    break;
            }
        }
        return new TagElement(pdf.Name(entries["S"])!, reference.Number, entries, children, own.ToString()) { Spoken = spoken.ToString() };

        void Say(int page, int id)
        {
            if (!reached.Add((page, id)))
                Faults.Add($"Content {id} of page {page + 1} belongs to two elements.");
            if (((PdfRef)pdf.Array(parents[page])![id]!).Number != reference.Number)
                Faults.Add($"Content {id} of page {page + 1} does not lead back to its element.");
            own.Append(contents[page][id]);
            spoken.Append(contents[page][id]);
        }
    }

    private void CheckLinks()
    {
        foreach (
            var (number, annotation) in pdf
                .Objects.Where(o => o.Value.Value is Dictionary<string, object?> d && pdf.Name(d.GetValueOrDefault("Type")) == "Annot")
                .Select(o => (o.Key, o.Value.Entries))
        )
        {
            if (annotation.GetValueOrDefault("Contents") is not PdfString { Value.Length: > 2 })
                Faults.Add("A link does not say where it leads.");
            var element = annotation.GetValueOrDefault("StructParent") is long key ? pdf.Dictionary(parents[(int)key]) : null;
            if (element is null || pdf.Name(element["S"]) != "Link")
                Faults.Add("A link belongs to no element.");
            else if (
                !PdfObjects
                    .Inside(element["K"])
                    .OfType<Dictionary<string, object?>>()
                    .Any(k => pdf.Name(k.GetValueOrDefault("Type")) == "OBJR" && k["Obj"] is PdfRef r && r.Number == number)
            )
                Faults.Add("The element of a link does not hold it.");
        }
    }

    private void Check(TagElement element)
    {
        var allowed = element.Type switch
        {
            "Table" => "Caption THead TBody TFoot TR",
            "THead" or "TBody" or "TFoot" => "TR",
            "TR" => "TH TD",
            "L" => "LI Caption L",
            "LI" => "Lbl LBody",
            "TOC" => "TOCI TOC Caption",
            "H1" or "H2" or "H3" or "H4" or "H5" or "H6" or "P" or "Lbl" or "Span" => "Span Link Figure Quote Code",
            _ => null,
        };
        if (allowed is not null && element.Children.Find(c => !allowed.Split(' ').Contains(c.Type)) is { } wrong)
            Faults.Add($"{element.Type} holds {wrong.Type}.");
        if (element.Type is "Figure" or "Formula")
        {
            if (string.IsNullOrEmpty(element.Text("Alt")))
                Faults.Add("A figure is not described.");
            if (Attribute(element, "BBox") is not List<object?> { Count: 4 })
                Faults.Add("A figure does not say where it is.");
        }
        if (element.Type == "TH" && Attribute(element, "Scope") is not PdfName { Value: "Row" or "Column" })
            Faults.Add("A header cell does not say what it heads.");
        if (element.Type == "Table")
            CheckRows(element);
    }

    /// <summary>Checks that all rows have the same number of columns and that no cells overlap.</summary>
    private void CheckRows(TagElement table)
    {
        var parts = table.Children.Exists(c => c.Type == "TR")
            ? [table]
            : table.Children.Where(c => c.Type is "THead" or "TBody" or "TFoot").ToList();
        var widths = new HashSet<int>();
        foreach (var part in parts)
        {
            var taken = new HashSet<(int Row, int Column)>();
            var rows = part.Children.Where(c => c.Type == "TR").ToList();
            foreach (var (index, row) in rows.Index())
            {
                var column = 0;
                foreach (var cell in row.Children)
                {
                    while (taken.Contains((index, column)))
                        column++;
                    var (height, width) = (
                        (int)(Attribute(cell, "RowSpan") as long? ?? 1),
                        (int)(Attribute(cell, "ColSpan") as long? ?? 1)
                    );
                    for (var r = index; r < index + height; r++)
                    {
                        for (var c = column; c < column + width; c++)
                        {
                            if (!taken.Add((r, c)))
                                Faults.Add($"Row {index + 1} has two cells in column {c + 1}.");
                        }
                    }
                    column += width;
                }
            }
            if (taken.Max(t => t.Row) >= rows.Count)
                Faults.Add("A cell reaches below the table.");
            foreach (var row in taken.GroupBy(t => t.Row))
                widths.Add(row.Count());
        }
        if (widths.Count != 1)
            Faults.Add($"The rows have {string.Join(", ", widths)} columns.");
    }

    public object? Attribute(TagElement element, string name) =>
        pdf.Dictionary(element.Entries.GetValueOrDefault("A"))?.GetValueOrDefault(name);

    private Dictionary<int, string> Characters(Dictionary<string, object?> font) =>
        Regex
            .Matches(
                Encoding.ASCII.GetString(pdf.Stream(font["ToUnicode"]).Data()),
                @"^<([0-9A-F]{4})> <([0-9A-F]+)>$",
                RegexOptions.Multiline
            )
            .DistinctBy(m => m.Groups[1].Value)
            .ToDictionary(
                m => Convert.ToInt32(m.Groups[1].Value, 16),
                m => Encoding.BigEndianUnicode.GetString(Convert.FromHexString(m.Groups[2].Value))
            );
}
