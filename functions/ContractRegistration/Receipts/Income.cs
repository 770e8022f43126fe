using System.Globalization;

namespace TechTransfer.ContractRegistration.Receipts;

/// <summary>Income of a contract, in total or for one year, read from the contract's income account. Amounts are yuan.</summary>
/// <param name="Received">Received before refunds.</param>
/// <param name="Technical">Technical income in what was received.</param>
/// <param name="TechnicalRefunded">Technical income in what was refunded.</param>
public sealed record Income(long Receipts, Yuan Received, Yuan Technical, Yuan Refunded, Yuan TechnicalRefunded)
{
    public Yuan NetReceived => Received - Refunded;

    /// <summary>Technical income (技术性收入) less refunds.</summary>
    public Yuan NetTechnical => Technical - TechnicalRefunded;

    public static string Account(string contractId) => $"income|{contractId}";

    public static Income Of(IReadOnlyDictionary<string, long> sums) => Of(sums, "");

    /// <summary>Receipts count in the year of the day of receipt, refunds in the year of the day of refund.</summary>
    public static Income Of(IReadOnlyDictionary<string, long> sums, int year) => Of(sums, Prefix(year));

    public static IReadOnlyList<int> Years(IReadOnlyDictionary<string, long> sums) =>
        [
            .. sums
                .Keys.Where(name => name.Contains('.', StringComparison.Ordinal))
                .Select(name => int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture))
                .Distinct()
                .Order(),
        ];

    /// <summary>
    /// The figures that a confirmed receipt adds to the account of one of its contracts, in total and by year (prefix <c>2026.</c>);
    /// amounts in fen.
    /// </summary>
    public static IReadOnlyDictionary<string, long> FiguresOf(Receipt receipt, Allocation allocation)
    {
        var figures = new Dictionary<string, long>();
        Add(figures, receipt.Year, "receipts", 1);
        Add(figures, receipt.Year, "received", allocation.Amount.Fen);
        if (allocation.TechnicalAmount is { } technical)
            Add(figures, receipt.Year, "technical", technical.Fen);
        foreach (var refund in receipt.Refunds)
        {
            foreach (var part in refund.Parts.Where(p => p.ContractId == allocation.ContractId))
            {
                Add(figures, refund.RefundedOn.Year, "refunded", part.Amount.Fen);
                if (part.TechnicalAmount is { } paidBack)
                    Add(figures, refund.RefundedOn.Year, "technicalRefunded", paidBack.Fen);
            }
        }
        return figures;
    }

    private static Income Of(IReadOnlyDictionary<string, long> sums, string prefix)
    {
        Yuan Sum(string name) => Yuan.FromFen(sums.GetValueOrDefault(prefix + name));
        return new(
            sums.GetValueOrDefault(prefix + "receipts"),
            Sum("received"),
            Sum("technical"),
            Sum("refunded"),
            Sum("technicalRefunded")
        );
    }

    private static void Add(Dictionary<string, long> figures, int year, string name, long figure)
    {
        figures[name] = figures.GetValueOrDefault(name) + figure;
        figures[Prefix(year) + name] = figures.GetValueOrDefault(Prefix(year) + name) + figure;
    }

    private static string Prefix(int year) => string.Create(CultureInfo.InvariantCulture, $"{year:D4}.");
}
