using QuestPDF.Elements.Table;

namespace QuestPDF.Layout.Tables;

/// <summary>Rows and columns count from 1; 0 means: where there is room.</summary>
internal sealed class TableCell : Container, ITableCellContainer
{
    public int Row { get; set; }
    public int Column { get; set; }
    public int RowSpan { get; set; } = 1;
    public int ColumnSpan { get; set; } = 1;

    /// <summary>Names what its row holds.</summary>
    public bool IsRowHeader { get; set; }

    public int LastRow => Row + RowSpan - 1;

    /// <summary>Drawn to its end on an earlier page.</summary>
    public bool IsFinished { get; set; }

    public override Fit Measure(Extent space, PageContext page) => IsFinished ? Fit.Nothing : base.Measure(space, page);

    public override void Reset(bool isNewPass)
    {
        IsFinished = false;
        base.Reset(isNewPass);
    }
}
