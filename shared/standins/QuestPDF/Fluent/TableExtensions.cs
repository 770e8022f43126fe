using QuestPDF.Drawing.Exceptions;
using QuestPDF.Elements.Table;
using QuestPDF.Infrastructure;
using QuestPDF.Layout;
using QuestPDF.Layout.Flow;
using QuestPDF.Layout.Tables;

namespace QuestPDF.Fluent;

public class TableColumnsDefinitionDescriptor
{
    internal List<TableColumn> Columns { get; } = [];

    public void ConstantColumn(float width, Unit unit = Unit.Point)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        Columns.Add(new TableColumn(width.ToPoints(unit), 0));
    }

    public void RelativeColumn(float width = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        Columns.Add(new TableColumn(0, width));
    }
}

public class TableCellDescriptor
{
    internal List<TableCell> Cells { get; } = [];

    public ITableCellContainer Cell()
    {
        var cell = new TableCell();
        Cells.Add(cell);
        return cell;
    }
}

public class TableDescriptor
{
    private readonly TableColumnsDefinitionDescriptor columns = new();
    private readonly TableCellDescriptor header = new();
    private readonly TableCellDescriptor body = new();
    private readonly TableCellDescriptor footer = new();

    public void ColumnsDefinition(Action<TableColumnsDefinitionDescriptor> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        handler(columns);
    }

    /// <summary>Repeated at the top of the table on every page. Its row numbers start from 1, independently of the body.</summary>
    public void Header(Action<TableCellDescriptor> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        handler(header);
    }

    /// <summary>Repeated at the bottom of the table on every page. Its row numbers start from 1, independently of the body.</summary>
    public void Footer(Action<TableCellDescriptor> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        handler(footer);
    }

    public ITableCellContainer Cell() => body.Cell();

    internal Element Build()
    {
        if (columns.Columns.Count == 0)
            throw new DocumentComposeException("A table needs columns: call ColumnsDefinition.");

        if (header.Cells.Count == 0 && footer.Cells.Count == 0)
            return Part(body, TablePart.Whole);
        var table = new Framed();
        if (header.Cells.Count > 0)
            table.Before.Fill(Part(header, TablePart.Head));
        table.Content.Fill(Part(body, TablePart.Body));
        if (footer.Cells.Count > 0)
            table.After.Fill(Part(footer, TablePart.Foot));
        return table;
    }

    private Grid Part(TableCellDescriptor cells, TablePart part)
    {
        CellPlacement.Apply(cells.Cells, columns.Columns.Count);
        return new Grid(columns.Columns, cells.Cells, part);
    }
}

public static class TableExtensions
{
    public static void Table(this IContainer element, Action<TableDescriptor> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var descriptor = new TableDescriptor();
        handler(descriptor);
        element.Fill(descriptor.Build());
    }
}

public static class TableCellExtensions
{
    public static ITableCellContainer Row(this ITableCellContainer tableCellContainer, uint value) =>
        Set(tableCellContainer, value, (cell, v) => cell.Row = v);

    public static ITableCellContainer Column(this ITableCellContainer tableCellContainer, uint value) =>
        Set(tableCellContainer, value, (cell, v) => cell.Column = v);

    public static ITableCellContainer RowSpan(this ITableCellContainer tableCellContainer, uint value) =>
        Set(tableCellContainer, value, (cell, v) => cell.RowSpan = v);

    public static ITableCellContainer ColumnSpan(this ITableCellContainer tableCellContainer, uint value) =>
        Set(tableCellContainer, value, (cell, v) => cell.ColumnSpan = v);

    /// <summary>Marks the cell as the header of its row, which screen readers announce with each cell of the row.</summary>
    public static ITableCellContainer AsSemanticHorizontalHeader(this ITableCellContainer tableCellContainer)
    {
        ((TableCell)tableCellContainer).IsRowHeader = true;
        return tableCellContainer;
    }

    private static ITableCellContainer Set(ITableCellContainer container, uint value, Action<TableCell, int> set)
    {
        ArgumentOutOfRangeException.ThrowIfZero(value);
        set((TableCell)container, checked((int)value));
        return container;
    }
}
