using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Prechecks;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Receipts;

/// <summary>Figures of the income assessment (技术合同技术性收入核定表). Without a receipt, only the totals of the contract.</summary>
public sealed record IncomeSheet
{
    public required string ContractId { get; init; }

    public required string ContractNumber { get; init; }

    /// <summary>Title of the contract.</summary>
    public required string Project { get; init; }

    /// <summary>Sub-kind code of the contract, as in T8.</summary>
    public required string Kind { get; init; }
    public required Text KindName { get; init; }

    /// <summary>合同成交额, yuan; left out while no part of it is certain.</summary>
    public Yuan? ContractValue { get; init; }
    public required ValueStatus ValueStatus { get; init; }

    /// <summary>技术交易额 as assessed, yuan.</summary>
    public required Yuan TechnicalAmount { get; init; }
    public required PaymentMode PaymentMode { get; init; }

    /// <summary>本次: figures of the requested receipt; null without one.</summary>
    public ThisTimeView? ThisTime { get; init; }

    /// <summary>累计: totals up to now.</summary>
    public required CumulatedView Cumulated { get; init; }

    /// <summary>Figures of each calendar year, oldest first.</summary>
    public required IReadOnlyList<YearView> Years { get; init; }
    public required IReadOnlyList<Step> Explanation { get; init; }

    /// <param name="Received">Money of the receipt that falls on the contract.</param>
    /// <param name="Refunded">Part of it that was refunded.</param>
    /// <param name="ValueRealised">本次实现成交额: received less refunded, yuan.</param>
    /// <param name="TechnicalValueRealised">本次实现技术交易额, yuan; left out while the contract value is undetermined.</param>
    /// <param name="CostDeducted">本次扣除成本: part of the receipt for non-technical costs, yuan.</param>
    /// <param name="Costs"><c>CostDeducted</c> split in proportion to the cost-line types of the assessment.</param>
    /// <param name="TechnicalIncome">本次技术性收入: value realised less deducted cost, yuan.</param>
    public sealed record ThisTimeView(
        string ReceiptId,
        DateOnly ReceivedOn,
        int Year,
        string InvoiceNumber,
        Yuan Received,
        Yuan Refunded,
        Yuan ValueRealised,
        Yuan? TechnicalValueRealised,
        Yuan? CostDeducted,
        IReadOnlyList<CostView> Costs,
        Yuan? TechnicalIncome
    );

    /// <param name="Type">Code of a cost-line type in the rule set.</param>
    /// <param name="Amount">Part of the deducted cost.</param>
    public sealed record CostView(string Type, Text Name, Yuan Amount);

    /// <param name="Receipts">Number of receipts.</param>
    /// <param name="Received">Money received so far.</param>
    /// <param name="ValueRealised">Received less refunded.</param>
    /// <param name="TechnicalIncome">技术性收入 less refunds, yuan.</param>
    /// <param name="CostDeducted">Part of the receipts for non-technical costs.</param>
    /// <param name="Outstanding">Part of the contract value not yet received, yuan; left out while the value is undetermined.</param>
    /// <param name="TechnicalOutstanding">Part of the technical amount that is not realised yet; absent while the contract value is
    /// undetermined.</param>
    public sealed record CumulatedView(
        long Receipts,
        Yuan Received,
        Yuan Refunded,
        Yuan ValueRealised,
        Yuan TechnicalIncome,
        Yuan CostDeducted,
        Yuan? Outstanding,
        Yuan? TechnicalOutstanding
    );

    /// <param name="Receipts">Number of receipts of the year.</param>
    /// <param name="Received">Yuan; a receipt counts in the year of its day of receipt.</param>
    /// <param name="Refunded">Yuan; a refund counts in the year of its own day.</param>
    /// <param name="Technical">Technical income of the year.</param>
    public sealed record YearView(int Year, long Receipts, Yuan Received, Yuan Refunded, Yuan Technical, Yuan TechnicalRefunded);

    public static IncomeSheet Of(Contract state, Receipt? receipt, IReadOnlyDictionary<string, long> sums, RuleBook rules)
    {
        var (set, terms, income) = (rules.RuleSets.Pinned(state.RuleSet!), ContractTerms.Of(state), Income.Of(sums));
        var allocation = receipt?.Allocations.First(a => a.ContractId == state.Id);
        var thisTime = allocation is null ? null : ThisTimeOf(receipt!, allocation, state, set);
        Yuan? outstanding = terms.IsUndetermined ? null : Yuan.Max(terms.Value - income.NetReceived, Yuan.Zero);
        return new()
        {
            ContractId = state.Id,
            ContractNumber = state.Number!,
            Project = state.Content.Title,
            Kind = state.Kind,
            KindName = set.SubKind(state.Kind)!.Name,
            ContractValue = state.Content.ContractValue,
            ValueStatus = terms.ValueStatus,
            TechnicalAmount = terms.TechnicalAmount,
            PaymentMode = terms.PaymentMode,
            ThisTime = thisTime,
            Cumulated = new(
                income.Receipts,
                income.Received,
                income.Refunded,
                income.NetReceived,
                income.NetTechnical,
                income.NetReceived - income.NetTechnical,
                outstanding,
                terms.IsUndetermined ? null : Yuan.Max(terms.TechnicalAmount - income.NetTechnical, Yuan.Zero)
            ),
            Years = [.. Income.Years(sums).Select(year => YearOf(year, Income.Of(sums, year)))],
            Explanation = [.. Explain(terms, allocation, thisTime), CumulatedStep(income)],
        };
    }

    private static YearView YearOf(int year, Income of) =>
        new(year, of.Receipts, of.Received, of.Refunded, of.Technical, of.TechnicalRefunded);

    private static ThisTimeView ThisTimeOf(Receipt receipt, Allocation allocation, Contract state, RuleSet set)
    {
        RefundPart[] refunds = [.. receipt.Refunds.SelectMany(r => r.Parts).Where(p => p.ContractId == allocation.ContractId)];
        var refunded = refunds.Sum(p => p.Amount);
        var realised = allocation.Amount - refunded;
        Yuan? technical = allocation.TechnicalAmount is { } part ? part - refunds.Sum(p => p.TechnicalAmount ?? Yuan.Zero) : null;
        Yuan? cost = technical is { } known ? realised - known : null;
        return new(
            receipt.Id,
            receipt.ReceivedOn,
            receipt.Year,
            receipt.InvoiceNumber,
            allocation.Amount,
            refunded,
            realised,
            technical,
            cost,
            Costs(cost, state, set),
            cost is { } deducted ? realised - deducted : null
        );
    }

    private static CostView[] Costs(Yuan? cost, Contract state, RuleSet set)
    {
        var byType = (state.Assessment?.CostLines ?? [])
            .Where(l => l.Deducted > Yuan.Zero)
            .GroupBy(l => l.Type)
            .Select(g => (Type: g.Key, Deducted: g.Sum(l => l.Deducted!.Value).Fen))
            .ToArray();
        if (cost is not { } whole || whole == Yuan.Zero || byType.Length == 0)
            return [];
        var parts = whole.SplitByLargestRemainder([.. byType.Select(t => t.Deducted)]);
        return [.. byType.Select((t, i) => new CostView(t.Type, set.CostLineType(t.Type)?.Name ?? new(t.Type, t.Type), parts[i]))];
    }

    private static IEnumerable<Step> Explain(ContractTerms terms, Allocation? allocation, ThisTimeView? thisTime)
    {
        if (allocation is null || thisTime is null)
            yield break;
        yield return TechnicalPart.Explain(terms, allocation);
        if (thisTime.Refunded > Yuan.Zero)
        {
            yield return new(
                "refunds_taken_off",
                new(
                    $"已退款{thisTime.Refunded}元，技术性收入按同一比例冲减。",
                    $"{thisTime.Refunded} yuan was refunded, and the technical income is reduced in the same proportion."
                ),
                new Dictionary<string, string> { ["received"] = $"{thisTime.Received}", ["refunded"] = $"{thisTime.Refunded}" },
                $"{thisTime.ValueRealised}"
            );
        }
        if (thisTime is not { CostDeducted: { } cost, TechnicalIncome: { } income })
            yield break;
        yield return new(
            "technical_income",
            new(
                $"本次技术性收入=本次实现成交额{thisTime.ValueRealised}元−本次扣除成本{cost}元={income}元。",
                $"Technical income of this receipt = contract value realised {thisTime.ValueRealised} yuan − costs deducted "
                    + $"{cost} yuan = {income} yuan."
            ),
            new Dictionary<string, string> { ["valueRealised"] = $"{thisTime.ValueRealised}", ["costDeducted"] = $"{cost}" },
            $"{income}",
            Instruments.Rules2001
        );
    }

    private static Step CumulatedStep(Income income) =>
        new(
            "cumulated",
            new(
                $"累计到账{income.Received}元，退款{income.Refunded}元，累计技术性收入{income.NetTechnical}元。",
                $"Received to date {income.Received} yuan, refunded {income.Refunded} yuan, technical income to date "
                    + $"{income.NetTechnical} yuan."
            ),
            new Dictionary<string, string> { ["received"] = $"{income.Received}", ["refunded"] = $"{income.Refunded}" },
            $"{income.NetTechnical}"
        );
}
