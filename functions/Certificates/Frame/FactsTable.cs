using QuestPDF.Fluent;
using QuestPDF.Infrastructure;

namespace TechTransfer.Certificates.Frame;

/// <summary>Names with their values. Reading programs say the name before the value.</summary>
internal sealed class FactsTable
{
    private const float NameWidth = 27;
    private readonly TableDescriptor table;
    private readonly bool withEnglish;

    private FactsTable(TableDescriptor table, bool withEnglish) => (this.table, this.withEnglish) = (table, withEnglish);

    public static void Into(IContainer container, bool withEnglish, Action<FactsTable> rows) => container.SemanticTable().Table(table =>
    {
        table.ColumnsDefinition(columns =>
        {
            columns.ConstantColumn(NameWidth, Unit.Millimetre);
            columns.RelativeColumn();
            columns.ConstantColumn(NameWidth, Unit.Millimetre);
            columns.RelativeColumn();
        });
        rows(new(table, withEnglish));
    });

    /// <summary>A row of its own; none when there is no value.</summary>
    public void Wide(string zh, string en, string? value, bool strong = false)
    {
        if (string.IsNullOrEmpty(value)) return;
        Name(zh, en);
        Value(table.Cell().ColumnSpan(3), value, strong);
    }

    /// <summary>Half a row: calls come in pairs.</summary>
    public void Half(string zh, string en, string value, bool strong = false)
    {
        Name(zh, en);
        Value(table.Cell(), value, strong);
    }

    /// <summary>An empty place to stamp or sign in.</summary>
    public void Blank(string zh, string en, float height)
    {
        Name(zh, en);
        table.Cell().ColumnSpan(3).Border(0.5f).BorderColor(Look.Rule).MinHeight(height);
    }

    private void Name(string zh, string en) => table.Cell().AsSemanticHorizontalHeader().Border(0.5f).BorderColor(Look.Rule).Background(Look.Tint).PaddingHorizontal(7).PaddingVertical(6).AlignMiddle().Column(name =>
    {
        name.Item().Text(zh).FontSize(10);
        if (withEnglish) name.Item().SemanticLanguage("en").Text(en).FontSize(6.8f).FontColor(Look.Faint);
    });

    private static void Value(IContainer cell, string value, bool strong)
    {
        var text = cell.Border(0.5f).BorderColor(Look.Rule).PaddingHorizontal(9).PaddingVertical(7).AlignMiddle().Text(value);
        if (strong) text.Bold();
    }
}
