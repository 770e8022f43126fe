using QuestPDF.Drawing.Exceptions;

namespace QuestPDF.Layout.Tables;

/// <summary>Places each cell without a position into the next free one after the cell before it, row by row.</summary>
internal static class CellPlacement
{
    public static void Apply(IReadOnlyList<TableCell> cells, int columns)
    {
        var taken = new HashSet<(int Row, int Column)>();
        foreach (var cell in cells.Where(HasPosition))
        {
            if (cell.Row == 0)
                cell.Row = 1;
            if (cell.Column == 0)
                cell.Column = 1;
            if (cell.Column + cell.ColumnSpan - 1 > columns)
            {
                throw new DocumentComposeException(
                    $"A cell in column {cell.Column} with a span of {cell.ColumnSpan} leaves a table of {columns} columns."
                );
            }
            Take(cell);
        }

        var (row, column) = (1, 1);
        foreach (var cell in cells.Where(c => !HasPosition(c)))
        {
            if (cell.ColumnSpan > columns)
                throw new DocumentComposeException($"A cell with a span of {cell.ColumnSpan} leaves a table of {columns} columns.");
            while (!IsFree(cell))
            {
                if (++column <= columns)
                    continue;
                column = 1;
                row++;
            }
            (cell.Row, cell.Column) = (row, column);
            Take(cell);
        }

        bool IsFree(TableCell cell)
        {
            if (column + cell.ColumnSpan - 1 > columns)
                return false;
            for (var r = row; r < row + cell.RowSpan; r++)
            {
                for (var c = column; c < column + cell.ColumnSpan; c++)
                {
                    if (taken.Contains((r, c)))
                        return false;
                }
            }
            return true;
        }

        void Take(TableCell cell)
        {
            for (var r = cell.Row; r <= cell.LastRow; r++)
            {
                for (var c = cell.Column; c < cell.Column + cell.ColumnSpan; c++)
                    taken.Add((r, c));
            }
        }
    }

    private static bool HasPosition(TableCell cell) => cell.Row > 0 || cell.Column > 0;
}
