using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine.Compiled;

namespace TechTransfer.RewardCalculation.Engine;

/// <summary>
/// Calculates what a contract adds to the year's reward of each rewarded party: the reward with the contract less the reward without it.
/// </summary>
public static class Quotation
{
    /// <param name="yearsToDate">Sums of the organisations' other contracts of the year, by USCC (missing means none yet); null when not
    /// looked up: the contract is then calculated alone, and the explanation says so.</param>
    /// <param name="money">Money of the contract by USCC; null when there is no record: the contract then counts as paid in full within the
    /// year.</param>
    /// <param name="wholeMoney">Money received on the whole contract; null when it is not known.</param>
    public static IReadOnlyList<Quote> Quote(
        Policy policy,
        KnownContract contract,
        int year,
        IReadOnlyDictionary<string, YearToDate>? yearsToDate,
        IReadOnlyDictionary<string, IReadOnlyList<MonthlyMoney>>? money = null,
        IReadOnlyList<MonthlyMoney>? wholeMoney = null
    ) =>
        [
            .. policy
                .Beneficiary.PartiesOf(contract)
                .Select(party =>
                {
                    var item = new ItemFacts(
                        contract,
                        party,
                        policy.Beneficiary,
                        money is null ? null : money.GetValueOrDefault(party.Uscc ?? "", [])
                    )
                    {
                        WholeMoney = wholeMoney,
                    };
                    return Quote(
                        CompiledPolicy.Of(policy),
                        year,
                        item,
                        yearsToDate is null ? null : yearsToDate.GetValueOrDefault(party.Uscc ?? "", YearToDate.None)
                    );
                }),
        ];

    private static Quote Quote(CompiledPolicy policy, int year, ItemFacts item, YearToDate? yearToDate)
    {
        var source = policy.Source;
        var one = Assessment.OfItem(source, year, item);
        var known = yearToDate ?? YearToDate.None;
        var calculation = new ItemCalculation(policy, year, item);
        var before = YearOf(known.Sums).Result();
        var with = YearOf(Together(known.Sums, one.Figures));
        var after = with.Result();

        var eligible = one.Counts && after.Eligible;
        // Never below zero: a quote shows what the contract adds, not what it would take away.
        var amount = eligible ? Yuan.Max(after.Amount - before.Amount, Yuan.Zero) : Yuan.Zero;
        return new()
        {
            Beneficiary = new(item.Party.Name, item.Party.Uscc),
            Role = source.Beneficiary,
            PolicyId = source.Id,
            Version = source.Version,
            Sample = source.Sample,
            Year = year,
            Base = calculation.Base(),
            Amount = amount,
            Eligible = eligible,
            Estimated = one.Estimated,
            Explanation = Explain(),
        };

        YearCalculation YearOf(IReadOnlyDictionary<string, long> sums) =>
            new(policy, year, new(item.Party, sums, known.YearBefore, known.Declared));

        List<Step> Explain()
        {
            var steps = new List<Step> { policy.Head };
            steps.AddRange(one.Steps);
            steps.AddRange(with.EligibilitySteps());
            if (eligible)
            {
                steps.Add(Before(policy, yearToDate, before, after, calculation.Base()));
                steps.AddRange(with.ClauseSteps().Where(s => s.Code != "contracts_sum"));
                steps.Add(
                    new(
                        "amount",
                        before.Amount == Yuan.Zero
                            ? new($"测算奖励为{amount}元。", $"The calculated reward is {amount} yuan.")
                            : new(
                                $"全年合计{after.Amount}元，减其他合同已计{before.Amount}元，本合同测算奖励为{amount}元。",
                                $"{after.Amount} yuan for the whole year, less {before.Amount} yuan for other contracts: this contract's "
                                    + $"calculated reward is {amount} yuan."
                            ),
                        Inputs.Of("total", $"{after.Amount}", "before", $"{before.Amount}"),
                        $"{amount}"
                    )
                );
                YearCalculation.NextSteps(policy, after.Next, steps);
                if (one.Estimated)
                    steps.Add(Estimated(item.Contract));
            }
            else
            {
                var figures = one.Counts ? one.Figures : calculation.Otherwise();
                var would = figures is null ? null : YearOf(Together(known.Sums, figures)).Result();
                steps.Add(
                    YearCalculation.NotEligible(
                        [.. one.Unmet, .. after.Unmet],
                        would is null ? null : Yuan.Max((would.Otherwise ?? would.Amount) - (before.Otherwise ?? before.Amount), Yuan.Zero)
                    )
                );
                if (one.Counts)
                    YearCalculation.NextSteps(policy, after.Next, steps);
            }
            return steps;
        }
    }

    private static Step Before(CompiledPolicy policy, YearToDate? yearToDate, Award before, Award after, Yuan own)
    {
        var citation = policy.BaseSlot < 0 ? policy.Source.Citation : policy.Source.Cite(policy.Figures[policy.BaseSlot].Rule.Article);
        return yearToDate is null
            ? new(
                "counted_alone",
                new(
                    "本测算只计本合同，未计入本单位本年度其他合同；兑付以全年合计为准。",
                    "This calculation covers this contract alone, without the organisation's other contracts of the year. The year's "
                        + "total decides what is paid."
                ),
                Inputs.None,
                $"{own}",
                citation
            )
            : new(
                "counted_before",
                new(
                    $"本单位本年度其他合同已计基数{before.Base}元、奖励{before.Amount}元；加本合同后基数为{after.Base}元。",
                    $"The organisation's other contracts of the year have a base of {before.Base} yuan and a reward of "
                        + $"{before.Amount} yuan. With this "
                        + $"contract the base is {after.Base} yuan."
                ),
                Inputs.Of("baseBefore", $"{before.Base}", "amountBefore", $"{before.Amount}"),
                $"{after.Base}",
                citation
            );
    }

    private static Step Estimated(KnownContract contract) =>
        new(
            "estimated",
            contract.ValueStatus == ValueStatus.Estimated
                    ? new(
                        "合同价款为暂估，测算结果以变更登记后的金额为准。",
                        "The price is an estimate. The reward depends on the amount registered by a later change of the contract."
                    )
                : contract.PaymentMode == PaymentMode.UseFirst
                    ? new(
                        "先使用后付费，费用是否发生尚不确定，测算结果以实际支付的金额为准。",
                        "Use first, pay later: it is not certain that the fee will fall due. The reward depends on the amount "
                            + "that is actually paid."
                    )
                : new(
                    "尚无到账（支付）记录，测算结果以实际到账（支付）的金额为准。",
                    "No payment has been recorded yet. The reward depends on the amount that is actually paid."
                ),
            Inputs.Of("valueStatus", contract.ValueStatus.Word(), "paymentMode", contract.PaymentMode.Word()),
            "true"
        );

    private static Dictionary<string, long> Together(IReadOnlyDictionary<string, long> sums, IReadOnlyDictionary<string, long> more)
    {
        var total = new Dictionary<string, long>(sums);
        foreach (var (name, value) in more)
            total[name] = checked(total.GetValueOrDefault(name) + value);
        return total;
    }
}
