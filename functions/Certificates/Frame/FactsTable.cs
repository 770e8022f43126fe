using QuestPDF.Fluent;
using QuestPDF.Infrastructure;

namespace TechTransfer.Certificates.Frame;

/// <summary>A table of names and values, tagged so that screen readers say the name before the value.</summary>
internal sealed class FactsTable
{
    // Eight characters fit on one line; longer names use a smaller font.
    private const float NameWidth = 34;
    private const int LongestName = 8;
    private readonly TableDescriptor table;
    private readonly bool withEnglish;
    private readonly float air;

    private FactsTable(TableDescriptor table, bool withEnglish, float air) =>
        (this.table, this.withEnglish, this.air) = (table, withEnglish, air);

    /// <param name="air">Padding above and below each value, points.</param>
    public static void Into(IContainer container, bool withEnglish, float air, Action<FactsTable> rows) =>
        container
            .SemanticTable()
            .Table(table =>
            {
                table.ColumnsDefinition(columns =>
                {
                    columns.ConstantColumn(NameWidth, Unit.Millimetre);
                    columns.RelativeColumn();
                    columns.ConstantColumn(NameWidth, Unit.Millimetre);
                    columns.RelativeColumn();
                });
                rows(new(table, withEnglish, air));
            });

    public void Wide(string zh, string en, string? value, bool strong = false)
    {
        if (string.IsNullOrEmpty(value))
            return;
        Name(zh, en);
        Value(table.Cell().ColumnSpan(3), value, strong);
    }

    /// <summary>Adds the lines in their order; two short values share a row.</summary>
    public void All(IEnumerable<(string Zh, string En, string Value)> lines)
    {
        const int shortest = 14;
        (string Zh, string En, string Value)? waiting = null;
        foreach (var line in lines)
        {
            if (line.Value.Length > shortest)
            {
                Flush();
                Wide(line.Zh, line.En, line.Value);
            }
            else if (waiting is { } left)
            {
                Half(left.Zh, left.En, left.Value);
                Half(line.Zh, line.En, line.Value);
                waiting = null;
            }
            else
            {
                waiting = line;
            }
        }
        Flush();

        void Flush()
        {
            if (waiting is { } alone)
                Wide(alone.Zh, alone.En, alone.Value);
            waiting = null;
        }
    }

    /// <summary>Adds half a row; callers must add halves in pairs.</summary>
    public void Half(string zh, string en, string value, bool strong = false)
    {
        Name(zh, en);
        Value(table.Cell(), value, strong);
    }

    /// <summary>Adds half a row with an empty space for a stamp or signature; callers must add halves in pairs.</summary>
    /// <param name="atFoot">Text at the foot of the space, such as the place for a date; null for none.</param>
    public void HalfBlank(string zh, string en, float height, string? atFoot = null)
    {
        Name(zh, en);
        var space = table.Cell().Border(0.5f).BorderColor(Look.Rule).MinHeight(height);
        if (atFoot is not null)
            space.Padding(6).AlignBottom().AlignRight().Text(atFoot);
    }

    // Keep the name cell in one piece: if it does not fit on the page, the whole row moves to the next page.
    private void Name(string zh, string en) =>
        table
            .Cell()
            .AsSemanticHorizontalHeader()
            .ShowEntire()
            .Border(0.5f)
            .BorderColor(Look.Rule)
            .Background(Look.Tint)
            .PaddingHorizontal(6)
            .PaddingVertical(air - 1)
            .AlignMiddle()
            .Column(name =>
            {
                name.Item().Text(zh).FontSize(zh.Length > LongestName ? 9 : 10);
                if (withEnglish)
                    name.Item().SemanticLanguage("en").Text(en).FontSize(6.8f).FontColor(Look.Faint);
            });

    private void Value(IContainer cell, string value, bool strong)
    {
        var text = cell.Border(0.5f).BorderColor(Look.Rule).PaddingHorizontal(8).PaddingVertical(air).AlignMiddle().Text(value);
        if (strong)
            text.Bold();
    }
}
