using QuestPDF.Elements.Table;

namespace QuestPDF.Layout.Tables;

/// <summary>A table cell. Rows and columns are counted from 1; 0 means the next free position.</summary>
internal sealed class TableCell : Container, ITableCellContainer
{
    public int Row { get; set; }
    public int Column { get; set; }
    public int RowSpan { get; set; } = 1;
    public int ColumnSpan { get; set; } = 1;

    /// <summary>True for the header of a row, which screen readers announce with each cell of the row.</summary>
    public bool IsRowHeader { get; set; }

    public int LastRow => Row + RowSpan - 1;

    /// <summary>True when the cell has been drawn completely on an earlier page.</summary>
    public bool IsFinished { get; set; }

    public override Fit Measure(Extent space, PageContext page) => IsFinished ? Fit.Nothing : base.Measure(space, page);

    public override void Reset(bool isNewPass)
    {
        IsFinished = false;
        base.Reset(isNewPass);
    }
}
