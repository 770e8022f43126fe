using TechTransfer.Kernel;
using TechTransfer.RewardCalculation.Facts;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Calculation;

/// <summary>
/// Works out what a policy gives each party of a contract on the side it rewards. Pure, exact to the fen; every figure carries its steps.
/// A base cumulated over the year earns what the contract adds to the year's total, so the sum over a year's contracts does not depend on their order.
/// </summary>
public static class Quotation
{
    /// <summary>One quote for each party on the policy's side, in the contract's order.</summary>
    /// <param name="policy">The version to apply.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="year">The policy year.</param>
    /// <param name="standings">What the organisations' other contracts of the year count, by USCC (none = nothing yet); null when that was not looked up:
    /// then the contract is taken alone, and the explanation says so.</param>
    public static IReadOnlyList<Quote> Quote(Policy policy, ContractFacts contract, int year, IReadOnlyDictionary<string, Standing>? standings)
    {
        var parties = policy.Beneficiary.PartiesOf(contract);
        if (parties.Count == 0) return [];
        var bases = InEqualParts(contract.TechnicalAmount, parties);
        var contractCaps = policy.CapPer(CapScope.Contract) is { } cap ? InEqualParts(cap.Amount, parties) : null;
        return [.. parties.Select((party, i) =>
        {
            var standing = standings is null ? null : standings.GetValueOrDefault(party.Uscc ?? "", Standing.None);
            return Quote(policy, new(contract, party, year), new(parties.Count, bases[i], contractCaps?[i]), standing);
        })];
    }

    private static Quote Quote(Policy policy, Candidate candidate, Portion portion, Standing? standing)
    {
        var explanation = new Explanation(policy);
        explanation.Policy();

        var unmet = new List<string>();
        foreach (var condition in policy.Conditions)
        {
            var verdict = condition.Check(candidate);
            explanation.Condition(verdict, condition.Article);
            if (!verdict.Met) unmet.Add(verdict.Code);
        }
        explanation.ContractBase(candidate.Contract);
        if (portion.Parties > 1) explanation.Split(candidate.Contract.TechnicalAmount, portion.Parties, portion.Base);
        if (policy.Base.MinimumPerContract is { } minimum)
        {
            explanation.MinimumPerContract(candidate.Contract.TechnicalAmount, minimum);
            if (candidate.Contract.TechnicalAmount < minimum) unmet.Add(Explanation.MinimumPerContractCode);
        }

        var eligible = unmet.Count == 0;
        var amount = eligible ? Amount(policy, portion, standing, explanation) : Yuan.Zero;
        if (!eligible)
        {
            // What it would have come to is only known when the figure itself can stand.
            var figureStands = candidate.Contract.ValueStatus != ValueStatus.Undetermined && !unmet.Contains(Explanation.MinimumPerContractCode);
            explanation.NotEligible(unmet, figureStands ? Amount(policy, portion, standing, new Explanation(policy)) : null);
        }

        var estimated = IsEstimate(candidate.Contract);
        if (estimated && eligible) explanation.Estimated(candidate.Contract);
        return new()
        {
            Beneficiary = new(candidate.Party.Name, candidate.Party.Uscc),
            Role = policy.Beneficiary,
            PolicyId = policy.Id,
            Version = policy.Version,
            Sample = policy.Sample,
            Year = candidate.Year,
            Base = portion.Base,
            Amount = amount,
            Eligible = eligible,
            Estimated = estimated,
            Explanation = explanation.Steps,
        };
    }

    // One way for both spans: the year's total with this contract, less what the other contracts have already.
    private static Yuan Amount(Policy policy, Portion portion, Standing? standing, Explanation explanation)
    {
        var overYear = policy.Base.Over == BaseSpan.Year;
        var yearCap = policy.CapPer(CapScope.OrganisationYear);
        var before = standing ?? Standing.None;
        if (overYear || yearCap is not null) explanation.Before(standing, portion.Base, overYear);

        var figure = overYear ? before.Base + portion.Base : portion.Base;
        var due = Earned(policy.Amount, figure, explanation);
        if (portion.ContractCap is { } contractCap) due = Capped(due, contractCap, policy.CapPer(CapScope.Contract)!, explanation);
        if (policy.MinimumPayout is { } minimum && due < minimum.Amount)
        {
            explanation.BelowMinimumPayout(due, minimum);
            due = Yuan.Zero;
        }

        var total = overYear ? due : before.Amount + due;
        if (yearCap is not null) total = Capped(total, yearCap.Amount, yearCap, explanation);
        // Never below zero: what an earlier version gave more is not taken back through another contract's quote.
        var amount = Yuan.Max(total - before.Amount, Yuan.Zero);
        explanation.Result(total, before.Amount, amount);
        var capReached = yearCap is not null && total >= yearCap.Amount;
        if (overYear && !capReached && policy.Amount.NextTierAfter(figure) is { } next) explanation.NextTier(figure, next);
        return amount;
    }

    private static Yuan Earned(AmountRule rule, Yuan figure, Explanation explanation)
    {
        var slices = rule.Slices(figure);
        foreach (var slice in slices) explanation.Slice(slice, rule.Article);
        var exactFen = slices.Sum(s => s.ExactFen);
        // Rounded once, on the sum: rounding each tier would make the result jump at a threshold.
        var earned = Yuan.FromFen(1).TimesRoundedHalfUp(exactFen);
        explanation.Rounding(exactFen, earned);
        return earned;
    }

    private static Yuan Capped(Yuan amount, Yuan limit, Cap cap, Explanation explanation)
    {
        if (amount > limit) explanation.Cap(amount, limit, cap);
        return Yuan.Min(amount, limit);
    }

    // A fee for use that starts later may never fall due, whatever the filing calls it.
    private static bool IsEstimate(ContractFacts contract) => contract.ValueStatus == ValueStatus.Estimated || contract.PaymentMode == PaymentMode.UseFirst;

    // The left-over fen go by credit code, then name, so that the order in which parties are written does not matter.
    private static Yuan[] InEqualParts(Yuan amount, IReadOnlyList<PartyFacts> parties)
    {
        var shares = amount.SplitByLargestRemainder([.. parties.Select(_ => 1L)]);
        var order = Enumerable.Range(0, parties.Count)
            .OrderBy(i => parties[i].Uscc ?? "", StringComparer.Ordinal).ThenBy(i => parties[i].Name, StringComparer.Ordinal).ToArray();
        var result = new Yuan[parties.Count];
        for (var i = 0; i < order.Length; i++) result[order[i]] = shares[i];
        return result;
    }

    /// <summary>One party's part of a contract.</summary>
    private sealed record Portion(int Parties, Yuan Base, Yuan? ContractCap);
}
