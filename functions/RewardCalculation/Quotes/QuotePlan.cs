using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Quotes;

/// <summary>What a request for quotes comes down to: which policies on which contract for which year.</summary>
public sealed record QuotePlan(KnownContract Contract, int Year, IReadOnlyList<Policy> Policies)
{
    /// <summary>
    /// Chooses year and policies: the version that governs the policy year. Without a policy asked for, those to which contracts add.
    /// </summary>
    /// <param name="request">A request that <see cref="QuoteRequestCheck"/> passed.</param>
    /// <param name="contract">The contract it speaks of.</param>
    /// <param name="book">All policies.</param>
    /// <param name="today">Today in China.</param>
    public static Outcome<QuotePlan> Of(QuoteRequest request, KnownContract contract, PolicyBook book, DateOnly today)
    {
        var year = request.Year ?? (contract.RegisteredOn ?? today).Year;
        var lastDay = $"{year}-12-31";
        if (contract.ValueStatus == ValueStatus.Undetermined)
            return Problem.Of(Catalogue.NothingToReckonOn).At(request.ContractId is null ? "contract.valueStatus" : "contractId");

        if (request.PolicyId is { } id)
        {
            if (book.VersionsOf(id).Count == 0)
                return Problem.Of(Catalogue.PolicyNotFound, ("policy", id)).At("policyId");
            return book.ForYear(id, year) is { } policy
                ? new QuotePlan(contract, year, [policy])
                : Problem.Of(Catalogue.PolicyNotInForce, ("policy", id), ("day", lastDay)).At(request.Year is null ? "policyId" : "year");
        }
        Policy[] policies = [.. book.ForYear(year).Where(p => p.LooksAtContracts())];
        return policies.Length > 0
            ? new QuotePlan(contract, year, policies)
            : Problem.Of(Catalogue.NoPolicyInForce, ("day", lastDay)).At("year");
    }

    /// <summary>The quotes, policy by policy.</summary>
    /// <param name="yearsToDate">By policy id, then USCC: what the organisations' other contracts of the year count. Whoever is not in it
    /// is worked out on this contract alone.</param>
    /// <param name="money">The contract's account; null when it is taken as paid in full within the year.</param>
    public QuoteAnswer Answer(
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, YearToDate>>? yearsToDate,
        IReadOnlyDictionary<string, long>? money = null
    ) =>
        new([
            .. Policies.SelectMany(policy =>
            {
                var known = yearsToDate?.GetValueOrDefault(policy.Id);
                var moved = money is null
                    ? null
                    : policy
                        .Beneficiary.PartiesOf(Contract)
                        .Where(p => p.Uscc is not null)
                        .DistinctBy(p => p.Uscc)
                        .ToDictionary(p => p.Uscc!, p => ContractMoney.Of(money, policy.Beneficiary, p.Uscc));
                var alone = Quotation.Quote(policy, Contract, Year, yearsToDate: null, moved);
                if (known is null)
                    return alone;
                return Quotation
                    .Quote(policy, Contract, Year, known, moved)
                    .Zip(alone, (counted, by) => counted.Beneficiary.Uscc is { } uscc && known.ContainsKey(uscc) ? counted : by);
            }),
        ]);
}

/// <summary>The answer of <c>POST /quotes</c>.</summary>
public sealed record QuoteAnswer(IReadOnlyList<Quote> Quotes);
