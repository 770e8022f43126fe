using QuestPDF.Fluent;
using QuestPDF.Infrastructure;

namespace TechTransfer.Certificates.Frame;

/// <param name="Width">Width relative to the other columns.</param>
/// <param name="IsAmount">True for amounts, which are aligned right.</param>
internal sealed record ListColumn(Text Name, float Width, bool IsAmount = false);

internal static class ListTable
{
    private const int LongestKept = 200;

    /// <param name="rows">Each row has one text for each column.</param>
    /// <param name="total">Last row, in bold: its first text spans the columns before the first amount column; null for none.</param>
    /// <param name="goesOn">True when the rows continue a list: headings are then printed only at the top of the next pages.</param>
    public static void Into(
        IContainer container,
        bool withEnglish,
        IReadOnlyList<ListColumn> columns,
        IEnumerable<IReadOnlyList<string>> rows,
        IReadOnlyList<string>? total,
        bool goesOn = false
    ) =>
        container
            .SemanticTable()
            .Table(table =>
            {
                table.ColumnsDefinition(definition =>
                {
                    foreach (var column in columns)
                        definition.RelativeColumn(column.Width);
                });
                table.Header(header =>
                {
                    foreach (var column in columns)
                    {
                        Edge(goesOn ? header.Cell().SkipOnce() : header.Cell())
                            .Background(Look.Tint)
                            .PaddingHorizontal(4)
                            .PaddingVertical(4)
                            .AlignMiddle()
                            .Column(name =>
                            {
                                name.Item()
                                    .AlignCenter()
                                    .Text(text =>
                                    {
                                        text.AlignCenter();
                                        text.Span(column.Name.Zh).FontSize(9.5f).Bold();
                                    });
                                if (withEnglish)
                                    name.Item()
                                        .AlignCenter()
                                        .SemanticLanguage("en")
                                        .Text(text =>
                                        {
                                            text.AlignCenter();
                                            text.Span(column.Name.En).FontSize(6.8f).FontColor(Look.Faint);
                                        });
                            });
                    }
                });
                foreach (var row in rows)
                {
                    foreach (var (index, text) in row.Index())
                        Value(table.Cell(), columns[index], text, strong: false);
                }
                if (total is null)
                    return;
                var before = columns.TakeWhile(c => !c.IsAmount).Count();
                Edge(table.Cell().ColumnSpan((uint)before).AsSemanticHorizontalHeader())
                    .PaddingHorizontal(5)
                    .PaddingVertical(4)
                    .Text(total[0])
                    .FontSize(9.5f)
                    .Bold();
                for (var i = before; i < columns.Count; i++)
                    Value(table.Cell(), columns[i], total[i - before + 1], strong: true);
            });

    private static void Value(IContainer cell, ListColumn column, string value, bool strong)
    {
        // Keep a row with short texts on one page; a long text may need more than one page.
        (value.Length <= LongestKept ? Edge(cell).ShowEntire() : Edge(cell))
            .PaddingHorizontal(5)
            .PaddingVertical(4)
            .AlignMiddle()
            .Text(text =>
            {
                if (column.IsAmount)
                    text.AlignRight();
                var span = text.Span(value).FontSize(9.5f);
                if (strong)
                    span.Bold();
            });
    }

    private static IContainer Edge(IContainer cell) => cell.Border(0.5f).BorderColor(Look.Rule);
}
