using System.Globalization;

namespace TechTransfer.RewardCalculation.ContractFacts;

/// <summary>
/// The money of a contract by party and China month, as its account keeps it: every receipt puts in what came in and what was paid back
/// since, and new takes the place of old.
/// </summary>
public static class ContractMoney
{
    private const string Whole = "whole";

    /// <summary>The account of a contract.</summary>
    public static string Account(string contractId) => $"money|{contractId}";

    /// <summary>What a receipt puts into the account of one of its contracts. A technical part that is open counts nothing until it is
    /// settled.</summary>
    public static IReadOnlyDictionary<string, long> FiguresOf(ReceiptFacts receipt, string contractId)
    {
        var figures = new Dictionary<string, long>();
        foreach (var part in receipt.Allocations.Where(a => a.ContractId == contractId))
            Add(receipt.ReceivedOn, part.Amount, part.TechnicalAmount, +1);
        foreach (var refund in receipt.Refunds)
        {
            foreach (var part in refund.Allocations.Where(a => a.ContractId == contractId))
                Add(refund.RefundedOn, part.Amount, part.TechnicalAmount, -1);
        }
        return figures.Where(f => f.Value != 0).ToDictionary();

        void Add(DateOnly day, Yuan amount, Yuan? technical, int sign)
        {
            foreach (var who in Holders(receipt))
            {
                var month = string.Create(CultureInfo.InvariantCulture, $"{who}|{day:yyyyMM}");
                figures[$"{month}|a"] = checked(figures.GetValueOrDefault($"{month}|a") + sign * amount.Fen);
                figures[$"{month}|t"] = checked(figures.GetValueOrDefault($"{month}|t") + sign * (technical ?? Yuan.Zero).Fen);
            }
        }
    }

    /// <summary>What a party received, or paid, month by month; for those who are on neither side, what was received on the whole
    /// contract.</summary>
    /// <param name="sums">The contract's account.</param>
    /// <param name="role">In what capacity.</param>
    /// <param name="uscc">Who; null for a party without a credit code, whose money nobody follows.</param>
    public static IReadOnlyList<MonthlyMoney> Of(IReadOnlyDictionary<string, long> sums, BeneficiaryRole role, string? uscc)
    {
        var holder = role switch
        {
            BeneficiaryRole.Seller or BeneficiaryRole.University => $"in:{uscc}",
            BeneficiaryRole.Buyer => $"out:{uscc}",
            _ => Whole,
        };
        var months = new SortedDictionary<(int Year, int Month), (long Amount, long Technical)>();
        foreach (var (name, fen) in sums)
        {
            var parts = name.Split('|');
            if (parts[0] != holder)
                continue;
            var month = Month(parts[1]);
            var had = months.GetValueOrDefault(month);
            months[month] = parts[2] == "a" ? had with { Amount = fen } : had with { Technical = fen };
        }
        return
        [
            .. months.Select(m => new MonthlyMoney(m.Key.Year, m.Key.Month, Yuan.FromFen(m.Value.Amount), Yuan.FromFen(m.Value.Technical))),
        ];
    }

    /// <summary>The first days of the months in which money moved.</summary>
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
