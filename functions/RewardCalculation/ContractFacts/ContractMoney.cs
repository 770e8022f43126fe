using System.Globalization;

namespace TechTransfer.RewardCalculation.ContractFacts;

/// <summary>
/// Money received under a contract by party and month (China time), kept in the contract's account. Each receipt posts its amounts net of
/// refunds; a newer posting of a receipt replaces the older one.
/// </summary>
public static class ContractMoney
{
    private const string Whole = "whole";
    private const string Moved = "r";

    public static string Account(string contractId) => $"money|{contractId}";

    /// <summary>
    /// The sums, in fen, that a receipt posts to the account of one of its contracts, named for example <c>whole|202603|a</c>: party,
    /// month, and a for the amount or t for its technical income. Unknown technical income counts as zero. A refund counts in
    /// its own month; ra and rt move it to the month of its receipt, for policies that take it from the year that was rewarded.
    /// </summary>
    public static IReadOnlyDictionary<string, long> FiguresOf(ReceiptFacts receipt, string contractId)
    {
        var figures = new Dictionary<string, long>();
        foreach (var part in receipt.Allocations.Where(a => a.ContractId == contractId))
            Add(receipt.ReceivedOn, "", part.Amount, part.TechnicalAmount, +1);
        foreach (var refund in receipt.Refunds)
        {
            foreach (var part in refund.Allocations.Where(a => a.ContractId == contractId))
            {
                Add(refund.RefundedOn, "", part.Amount, part.TechnicalAmount, -1);
                Add(refund.RefundedOn, Moved, part.Amount, part.TechnicalAmount, +1);
                Add(receipt.ReceivedOn, Moved, part.Amount, part.TechnicalAmount, -1);
            }
        }
        return figures.Where(f => f.Value != 0).ToDictionary();

        void Add(DateOnly day, string kind, Yuan amount, Yuan? technical, int sign)
        {
            foreach (var who in Holders(receipt))
            {
                var month = string.Create(CultureInfo.InvariantCulture, $"{who}|{day:yyyyMM}|{kind}");
                figures[$"{month}a"] = checked(figures.GetValueOrDefault($"{month}a") + sign * amount.Fen);
                figures[$"{month}t"] = checked(figures.GetValueOrDefault($"{month}t") + sign * (technical ?? Yuan.Zero).Fen);
            }
        }
    }

    /// <summary>
    /// Money that a party received or paid, month by month; for roles other than seller and buyer, the money received on the whole
    /// contract.
    /// </summary>
    /// <param name="sums">Sums of the contract's account, fen.</param>
    /// <param name="uscc">Credit code of the party; null for a party without one, whose money is not tracked.</param>
    public static IReadOnlyList<MonthlyMoney> Of(IReadOnlyDictionary<string, long> sums, BeneficiaryRole role, string? uscc)
    {
        var holder = role switch
        {
            BeneficiaryRole.Seller or BeneficiaryRole.University => $"in:{uscc}",
            BeneficiaryRole.Buyer => $"out:{uscc}",
            _ => Whole,
        };
        return Of(sums, holder);
    }

    /// <summary>Money received on the whole contract, by all payees.</summary>
    public static IReadOnlyList<MonthlyMoney> OfContract(IReadOnlyDictionary<string, long> sums) => Of(sums, Whole);

    private static IReadOnlyList<MonthlyMoney> Of(IReadOnlyDictionary<string, long> sums, string holder)
    {
        var months = new SortedDictionary<(int Year, int Month), MonthlyMoney>();
        foreach (var (name, fen) in sums)
        {
            var parts = name.Split('|');
            if (parts[0] != holder)
                continue;
            var month = Month(parts[1]);
            var had = months.GetValueOrDefault(month) ?? new(month.Year, month.Month, Yuan.Zero, Yuan.Zero);
            var yuan = Yuan.FromFen(fen);
            months[month] = parts[2] switch
            {
                "a" => had with { Amount = yuan },
                "t" => had with { Technical = yuan },
                Moved + "a" => had with { Moved = yuan },
                Moved + "t" => had with { MovedTechnical = yuan },
                _ => had,
            };
        }
        return [.. months.Values];
    }

    /// <summary>First day of each month in which money moved.</summary>
    public static IEnumerable<DateOnly> Months(IReadOnlyDictionary<string, long> sums) =>
        sums
            .Keys.Select(name => name.Split('|'))
            .Where(parts => parts[0] == Whole)
            .Select(parts => Month(parts[1]))
            .Distinct()
            .Select(m => new DateOnly(m.Year, m.Month, 1));

    private static IEnumerable<string> Holders(ReceiptFacts receipt)
    {
        yield return Whole;
        if (receipt.Payee.Uscc is { } payee)
            yield return $"in:{payee}";
        if (receipt.Payer.Uscc is { } payer)
            yield return $"out:{payer}";
    }

    private static (int Year, int Month) Month(string text) =>
        (
            int.Parse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture),
            int.Parse(text.AsSpan(4, 2), NumberStyles.None, CultureInfo.InvariantCulture)
        );
}
