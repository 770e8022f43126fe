using QuestPDF.Layout.Boxes;
using QuestPDF.Layout.Text;
using QuestPDF.Pdf.Tags;

namespace QuestPDF.Layout.Tables;

internal enum TablePart
{
    /// <summary>The whole table, when it has neither header nor footer; its rows get no THead, TBody or TFoot.</summary>
    Whole,
    Head,
    Body,
    Foot,
}

/// <summary>Creates the tags for a table's rows and cells, all at once and in order. Every position gets a cell, since programs that read
/// tables expect rows of equal length.</summary>
internal static class TableTags
{
    public static IReadOnlyDictionary<TableCell, StructureNode> Of(
        StructureTree tree,
        Grid grid,
        IReadOnlyList<TableCell> cells,
        int columns,
        TablePart part
    )
    {
        using var scope = part switch
        {
            TablePart.Head => tree.Enter(grid, "THead"),
            TablePart.Body => tree.Enter(grid, "TBody"),
            TablePart.Foot => tree.Enter(grid, "TFoot"),
            _ => default,
        };

        // Only rows in which a cell begins are tagged; the others are empty or covered by cells from above.
        var rows = cells.Select(c => c.Row).Distinct().Order().ToList();
        var owners = new Dictionary<(int Row, int Column), TableCell>();
        var result = new Dictionary<TableCell, StructureNode>();
        foreach (var cell in cells.OrderBy(c => c.Row).ThenBy(c => c.Column))
        {
            // A cell that overlaps another one is tagged as part of it.
            var owner = owners.GetValueOrDefault((cell.Row, cell.Column), cell);
            for (var row = cell.Row; row <= cell.LastRow; row++)
            {
                for (var column = cell.Column; column < cell.Column + cell.ColumnSpan; column++)
                    owners.TryAdd((row, column), owner);
            }
        }

        foreach (var row in rows)
        {
            using var rowScope = tree.Enter(grid, "TR", row);
            for (var column = 1; column <= columns; column++)
            {
                if (!owners.TryGetValue((row, column), out var cell))
                    tree.Node(grid, -(row * columns + column), "TD", cell: new CellTag(null, 1, 1));
                else if (cell.Row == row && cell.Column == column)
                    result[cell] = Cell(tree, cell, part, rows);
            }
        }
        foreach (var cell in cells)
            result.TryAdd(cell, result[owners[(cell.Row, cell.Column)]]);
        return result;
    }

    private static StructureNode Cell(StructureTree tree, TableCell cell, TablePart part, List<int> rows)
    {
        var scope =
            part == TablePart.Head ? "Column"
            : cell.IsRowHeader ? "Row"
            : null;
        var tag = new CellTag(scope, rows.Count(r => r >= cell.Row && r <= cell.LastRow), cell.ColumnSpan);
        return tree.Node(cell, 0, scope is null ? "TD" : "TH", cell: tag, isSimple: IsOneParagraph(cell));
    }

    private static bool IsOneParagraph(Element element)
    {
        while (element is Container)
        {
            if (element is Tagged or Linked || element.Children.FirstOrDefault() is not { } child)
                return false;
            element = child;
        }
        return element is TextBlock { IsOneParagraph: true };
    }
}
