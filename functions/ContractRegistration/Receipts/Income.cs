using System.Globalization;

namespace TechTransfer.ContractRegistration.Receipts;

/// <summary>What a contract has earned: the sums of its account, or of one year in it. Amounts are yuan.</summary>
/// <param name="Receipts">Confirmed receipts.</param>
/// <param name="Received">Confirmed value received, before refunds.</param>
/// <param name="Technical">Its technical part.</param>
/// <param name="Refunded">Confirmed value paid back.</param>
/// <param name="TechnicalRefunded">Its technical part.</param>
public sealed record Income(long Receipts, Yuan Received, Yuan Technical, Yuan Refunded, Yuan TechnicalRefunded)
{
    /// <summary>Received and kept.</summary>
    public Yuan NetReceived => Received - Refunded;

    /// <summary>技术性收入, refunds taken off.</summary>
    public Yuan NetTechnical => Technical - TechnicalRefunded;

    /// <summary>The account of a contract.</summary>
    public static string Account(string contractId) => $"income|{contractId}";

    /// <summary>The whole of an account.</summary>
    public static Income Of(IReadOnlyDictionary<string, long> sums) => Of(sums, "");

    /// <summary>A year of an account: receipts by the day they came in, refunds by the day they were paid back.</summary>
    public static Income Of(IReadOnlyDictionary<string, long> sums, int year) => Of(sums, Prefix(year));

    /// <summary>The years that an account has figures for, in order.</summary>
    public static IReadOnlyList<int> Years(IReadOnlyDictionary<string, long> sums) =>
        [
            .. sums
                .Keys.Where(name => name.Contains('.', StringComparison.Ordinal))
                .Select(name => int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture))
                .Distinct()
                .Order(),
        ];

    /// <summary>What a receipt puts into the account of one of its contracts, once it is confirmed.</summary>
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
