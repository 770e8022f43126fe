using System.Globalization;
using TechTransfer.Portal.Services;

namespace TechTransfer.Portal.Statistics;

/// <summary>How the figures are broken down, with the word for it in addresses.</summary>
/// <param name="Word">As the service has it.</param>
public sealed record Breakdown(string Word, Text Name)
{
    public static readonly IReadOnlyList<Breakdown> All =
    [
        new("kind", new("合同类别", "kind")),
        new("field", new("技术领域", "field")),
        new("sellerKind", new("卖方单位性质", "kind of seller")),
        new("buyerRegion", new("买方所在地区", "region of buyer")),
        new("month", new("月份", "month")),
    ];
}

/// <param name="ThisYear">The newest year there is a page for.</param>
public sealed record StatisticsModel(YearStatistics Figures, Breakdown By, int ThisYear)
{
    /// <summary>Rows with their sub-rows, in the order of the table.</summary>
    public IEnumerable<(StatisticsRow Row, bool IsPart)> Lines =>
        Figures.Rows.SelectMany(row => (row.Rows ?? []).Select(part => (part, true)).Prepend((row, false)));

    /// <summary>A length in the chart, in percent of its width; the largest amount takes nine tenths.</summary>
    public string Width(Yuan amount)
    {
        var rows = Figures.Rows.Select(row => row.ContractValue ?? Yuan.Zero);
        return Percent(amount, rows.Aggregate(Yuan.Zero, Yuan.Max));
    }

    /// <summary>A length in the chart of the target.</summary>
    public string WidthToTarget(Yuan amount) =>
        Percent(amount, Yuan.Max(Figures.Target?.ContractValue ?? Yuan.Zero, Figures.Total.ContractValue ?? Yuan.Zero));

    private static string Percent(Yuan amount, Yuan largest) =>
        largest.Fen <= 0 || amount.Fen <= 0
            ? "0"
            : string.Create(CultureInfo.InvariantCulture, $"{decimal.Round(amount.Amount / largest.Amount * 90, 1)}%");
}
