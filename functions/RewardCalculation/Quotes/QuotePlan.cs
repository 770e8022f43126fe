using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Quotes;

public sealed record QuotePlan(KnownContract Contract, int Year, IReadOnlyList<Policy> Policies)
{
    /// <summary>Signs of related parties in a contract that is not filed yet.</summary>
    public IReadOnlyList<Step> Hints { get; init; } = [];

    /// <summary>Policies that a claim under one of the plan's would shut out, by its id.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ExclusivePolicy>> Excludes { get; init; } =
        new Dictionary<string, IReadOnlyList<ExclusivePolicy>>();

    /// <summary>
    /// Chooses the policy year and the versions that govern it: of the requested policy, else of all policies to which contracts add.
    /// </summary>
    /// <param name="request">A request that <see cref="QuoteRequestCheck"/> accepted.</param>
    /// <param name="today">Today in China; decides the year when neither request nor registration does.</param>
    public static Outcome<QuotePlan> Of(QuoteRequest request, KnownContract contract, PolicyBook book, DateOnly today)
    {
        var year = request.Year ?? (contract.RegisteredOn ?? today).Year;
        IReadOnlyList<Step> hints = request.Contract is { } typed ? [.. RelatedParties.HintsOf(typed)] : [];
        if (contract.ValueStatus == ValueStatus.Undetermined)
            return Problem.Of(Catalogue.ValueUndeterminedForReward).At(request.ContractId is null ? "contract.valueStatus" : "contractId");

        if (request.PolicyId is { } id)
        {
            if (book.VersionsOf(id).Count == 0)
                return Problem.Of(Catalogue.PolicyNotFound, ("policy", id)).At("policyId");
            return book.ForYear(id, year) is { } policy
                ? Plan([policy])
                : book.NotInForce(id, year).At(request.Year is null ? "policyId" : "year");
        }
        Policy[] policies = [.. book.ForYear(year).Where(p => p.LooksAtContracts())];
        return policies.Length > 0 ? Plan(policies) : Problem.Of(Catalogue.NoPolicyInForce, ("year", year)).At("year");

        QuotePlan Plan(IReadOnlyList<Policy> chosen) =>
            new(contract, year, chosen)
            {
                Hints = hints,
                Excludes = chosen
                    .Select(p => (p.Id, Excluded: book.ExcludedBy(p, year)))
                    .Where(p => p.Excluded.Count > 0)
                    .ToDictionary(p => p.Id, p => p.Excluded),
            };
    }

    /// <param name="yearsToDate">By policy id, then USCC: sums of the organisations' other contracts of the year. An organisation that is
    /// missing is quoted on this contract alone.</param>
    /// <param name="money">Sums of the contract's money account; null when it counts as paid in full within the year.</param>
    public QuoteAnswer Answer(
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, YearToDate>>? yearsToDate,
        IReadOnlyDictionary<string, long>? money = null
    ) =>
        new(
            [.. Quotes(yearsToDate, money).Select(q => Hints.Count == 0 ? q : q with { Explanation = [.. Hints, .. q.Explanation] })],
            Excludes
        );

    private IEnumerable<Quote> Quotes(
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, YearToDate>>? yearsToDate,
        IReadOnlyDictionary<string, long>? money
    ) =>
        Policies.SelectMany(policy =>
        {
            var known = yearsToDate?.GetValueOrDefault(policy.Id);
            var moved = money is null
                ? null
                : policy
                    .Beneficiary.PartiesOf(Contract)
                    .Where(p => p.Uscc is not null)
                    .DistinctBy(p => p.Uscc)
                    .ToDictionary(p => p.Uscc!, p => ContractMoney.Of(money, policy.Beneficiary, p.Uscc));
            var whole = money is null ? null : ContractMoney.OfContract(money);
            var alone = Quotation.Quote(policy, Contract, Year, yearsToDate: null, moved, whole);
            if (known is null)
                return alone;
            return Quotation
                .Quote(policy, Contract, Year, known, moved, whole)
                .Zip(alone, (counted, by) => counted.Beneficiary.Uscc is { } uscc && known.ContainsKey(uscc) ? counted : by);
        });
}

/// <param name="Quotes">What each policy would give to each party.</param>
/// <param name="Excludes">By id of a quoted policy: the policies under which an organisation can claim nothing in the year if it claims
/// under that one; left out for policies that exclude none.</param>
public sealed record QuoteAnswer(IReadOnlyList<Quote> Quotes, IReadOnlyDictionary<string, IReadOnlyList<ExclusivePolicy>> Excludes);
