using System.Text;

namespace QuestPDF.Pdf.Tags;

/// <summary>An element of the tag structure. Without a type it is a placeholder that keeps the elements of one layout part together; it is
/// not written to the file, and its children take its place.</summary>
internal sealed class StructureNode(StructureNode? parent, string? type)
{
    public StructureNode? Parent => parent;
    public string? Type => type;

    /// <summary>Child elements, marked contents and links, in reading order.</summary>
    public List<object> Kids { get; } = [];

    /// <summary>Alternative text, which screen readers read instead of a picture; null for none.</summary>
    public string? Alternative { get; init; }

    /// <summary>Language tag, if it differs from that of the parent; otherwise null.</summary>
    public string? Language { get; set; }

    /// <summary>Header scope and spans of a table cell; null for other elements.</summary>
    public CellTag? Cell { get; init; }

    /// <summary>True when the element contains exactly one paragraph, which then needs no element itself.</summary>
    public bool IsSimple { get; init; }

    /// <summary>Bounding box of a figure: left, bottom, right, top; null for other elements.</summary>
    public string? Bounds { get; set; }

    /// <summary>Index of the page on which the element begins, from 0.</summary>
    public int FirstPage { get; init; }

    /// <summary>Text of a heading, collected for the outline; null for other elements. <c>Top</c> is its upper edge.</summary>
    public StringBuilder? Words { get; } = type is ['H', >= '1' and <= '6'] ? new StringBuilder() : null;

    public double Top { get; set; }

    /// <summary>Level of a heading, 1 to 6; 0 for other elements.</summary>
    public int HeadingLevel => Words is null ? 0 : type![1] - '0';

    public bool IsPicture => type is "Figure" or "Formula";

    /// <summary>True when text is placed directly in the element, without paragraph elements.</summary>
    public bool HoldsText =>
        IsSimple || IsPicture || HeadingLevel > 0 || type is "P" or "Lbl" or "Caption" or "Span" or "Quote" or "Code" or "Link";

    /// <summary>The element itself, or for a placeholder the nearest real element above it.</summary>
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

    /// <summary>The children, with placeholders replaced by their own children.</summary>
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

    /// <summary>True when nothing was drawn in the element. Empty table cells do not count, since they hold a position in their
    /// row.</summary>
    private bool IsEmpty => Cell is null && !FlatKids().Any();
}

/// <summary>Header scope and spans of a table cell, which PDF/UA requires table cells to name.</summary>
/// <param name="Scope"><c>Row</c> or <c>Column</c> for a header cell; null for a data cell.</param>
internal sealed record CellTag(string? Scope, int RowSpan, int ColumnSpan);

/// <param name="Page">Index of the page, from 0.</param>
internal sealed record MarkedContent(int Page, int Id);
