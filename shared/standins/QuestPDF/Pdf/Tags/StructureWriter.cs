using System.Text;

namespace QuestPDF.Pdf.Tags;

/// <summary>Writes the tag structure: elements with their children, and the mapping from content back to elements.</summary>
internal sealed class StructureWriter(PdfFile file, StructureTree tree, IReadOnlyList<int> pages)
{
    private readonly Dictionary<StructureNode, int> numbers = [];
    private readonly Dictionary<PageLink, int> annotations = [];
    private readonly List<StructureNode> linkElements = [];
    private readonly int root = file.Reserve();

    public int NumberOf(StructureNode node)
    {
        if (!numbers.TryGetValue(node, out var number))
            numbers.Add(node, number = file.Reserve());
        return number;
    }

    /// <summary>Dictionary entries that connect a link annotation with its element.</summary>
    public string Tie(PageLink link, int annotation)
    {
        annotations.Add(link, annotation);
        linkElements.Add(link.Element!);
        var words = link.Element!.Alternative ?? link.Target.Address ?? link.Target.Section!;
        return $" /StructParent {pages.Count + linkElements.Count - 1} /Contents {PdfText.Unicode(words)}";
    }

    public int Write()
    {
        Write(tree.Document, root);
        var parents = new StringBuilder("<< /Nums [");
        for (var page = 0; page < tree.Contents.Count; page++)
            parents.Append($"{page} [{string.Join(' ', tree.Contents[page].Select(e => $"{NumberOf(e)} 0 R"))}] ");
        for (var i = 0; i < linkElements.Count; i++)
            parents.Append($"{pages.Count + i} {NumberOf(linkElements[i])} 0 R ");
        var parentTree = file.Add(parents.Append("] >>").ToString());
        file.Set(
            root,
            $"<< /Type /StructTreeRoot /K {NumberOf(tree.Document)} 0 R /ParentTree {parentTree} 0 R /ParentTreeNextKey {pages.Count + linkElements.Count} >>"
        );
        return root;
    }

    // Written without optional spaces, since a document with tables has hundreds of these objects.
    private void Write(StructureNode node, int parent)
    {
        var kids = node.FlatKids().ToList();
        var number = NumberOf(node);
        var page = kids.Select(PageOf).FirstOrDefault(p => p >= 0, -1);
        var entries = new StringBuilder($"<</S/{node.Type}/P {parent} 0 R");
        if (page >= 0)
            entries.Append($"/Pg {pages[page]} 0 R");
        if (kids.Count > 0)
        {
            var list = string.Join(' ', kids.Select(k => Reference(k, page)));
            entries.Append(kids.Count == 1 ? $"/K {list}" : $"/K[{list}]");
        }
        if (node.Alternative is { Length: > 0 } words)
            entries.Append($"/Alt{PdfText.Unicode(words)}");
        if (node.Language is { } language)
            entries.Append($"/Lang{PdfText.Ascii(language)}");
        if (node.Cell is { } cell && Attributes(cell) is { Length: > 0 } attributes)
            entries.Append($"/A<</O/Table{attributes}>>");
        if (node.Bounds is { } bounds)
            entries.Append($"/A<</O/Layout/Placement/Block/BBox[{bounds}]>>");
        file.Set(number, entries.Append(">>").ToString());
        foreach (var kid in kids.OfType<StructureNode>())
            Write(kid, number);
    }

    private string Reference(object kid, int page) =>
        kid switch
        {
            StructureNode node => $"{NumberOf(node)} 0 R",
            MarkedContent content when content.Page == page => $"{content.Id}",
            MarkedContent content => $"<</Type/MCR/Pg {pages[content.Page]} 0 R/MCID {content.Id}>>",
            PageLink link => $"<</Type/OBJR/Obj {annotations[link]} 0 R>>",
            _ => throw new InvalidOperationException($"{kid.GetType().Name} is nothing that an element holds."),
        };

    private static int PageOf(object kid) => kid is MarkedContent content ? content.Page : -1;

    private static string Attributes(CellTag cell) =>
        (cell.Scope is null ? "" : $"/Scope/{cell.Scope}")
        + (cell.RowSpan == 1 ? "" : $"/RowSpan {cell.RowSpan}")
        + (cell.ColumnSpan == 1 ? "" : $"/ColSpan {cell.ColumnSpan}");
}
