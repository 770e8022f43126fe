using System.Text;

namespace QuestPDF.Pdf.Tags;

/// <summary>
/// One element of the logical structure, or, without a type, a place that keeps the elements of one part of the layout together: it is left
/// out of the file, and what it holds stands in its stead.
/// </summary>
internal sealed class StructureNode(StructureNode? parent, string? type)
{
    public StructureNode? Parent => parent;
    public string? Type => type;

    /// <summary>Elements, marked contents and links, in reading order.</summary>
    public List<object> Kids { get; } = [];

    /// <summary>What is read aloud in place of a picture.</summary>
    public string? Alternative { get; init; }

    /// <summary>A language tag, if it differs from that of the surroundings.</summary>
    public string? Language { get; set; }

    /// <summary>Of a table's cell.</summary>
    public CellTag? Cell { get; init; }

    /// <summary>It holds one paragraph and nothing else, which then needs no element of its own.</summary>
    public bool IsSimple { get; init; }

    /// <summary>Of a figure: left, bottom, right, top.</summary>
    public string? Bounds { get; set; }

    /// <summary>The page, from 0, that it begins on.</summary>
    public int FirstPage { get; init; }

    /// <summary>Of a heading: its words, and where they begin.</summary>
    public StringBuilder? Words { get; } = type is ['H', >= '1' and <= '6'] ? new StringBuilder() : null;

    public double Top { get; set; }

    /// <summary>0 if it is no heading.</summary>
    public int HeadingLevel => Words is null ? 0 : type![1] - '0';

    /// <summary>Everything drawn inside is part of what it shows.</summary>
    public bool IsPicture => type is "Figure" or "Formula";

    /// <summary>Text stands in it directly, without paragraphs.</summary>
    public bool HoldsText =>
        IsSimple || IsPicture || HeadingLevel > 0 || type is "P" or "Lbl" or "Caption" or "Span" or "Quote" or "Code" or "Link";

    /// <summary>The element that this is, or in whose stead it keeps a place.</summary>
    public StructureNode Element
    {
        get
        {
            var node = this;
            while (node.Type is null)
                node = node.Parent!;
            return node;
        }
    }

    /// <summary>With the contents of mere places in their stead.</summary>
    public IEnumerable<object> FlatKids()
    {
        foreach (var kid in Kids)
        {
            if (kid is StructureNode { Type: null } place)
            {
                foreach (var inner in place.FlatKids())
                    yield return inner;
            }
            else if (kid is not StructureNode { IsEmpty: true })
            {
                yield return kid;
            }
        }
    }

    /// <summary>Nothing was drawn for it. A cell without content still counts in its row.</summary>
    private bool IsEmpty => Cell is null && !FlatKids().Any();
}

/// <summary>A cell of a table.</summary>
/// <param name="Scope">Row or Column for a header cell.</param>
internal sealed record CellTag(string? Scope, int RowSpan, int ColumnSpan);

/// <summary>A run of drawing operators of one page.</summary>
/// <param name="Page">From 0.</param>
internal sealed record MarkedContent(int Page, int Id);
