using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Entitlements;

namespace TechTransfer.RewardCalculation.Evaluation;

/// <summary>Calculates what a policy would give on a set of facts. It keeps sums by beneficiary but no contracts, to save memory.</summary>
public sealed class PolicyEvaluation(Policy policy, int year)
{
    /// <summary>Number of beneficiaries that the answer explains one by one; the others are summed.</summary>
    public const int MaxExplained = 100;
    private const string NoField = "";

    private readonly SortedDictionary<string, Tally> tallies = new(StringComparer.Ordinal);
    private long contracts;

    /// <param name="sums">Sums of the contract's money account; null when it counts as paid in full.</param>
    public void Add(KnownContract contract, IReadOnlyDictionary<string, long>? sums)
    {
        contracts++;
        foreach (var party in policy.Beneficiary.PartiesOf(contract))
        {
            // A beneficiary without a code is identified by name: the facts may be made up.
            var tally = tallies.TryGetValue(party.Uscc ?? party.Name, out var known)
                ? known
                : tallies[party.Uscc ?? party.Name] = new(party);
            var money = sums is null ? null : ContractMoney.Of(sums, policy.Beneficiary, party.Uscc);
            var named = NamedBeneficiary.By(contract, party);
            if (named.AsOf >= tally.AsOf)
                (tally.Party, tally.AsOf) = (party, named.AsOf);
            tally.Add(Item(year, party, money), contract.TechnicalField ?? NoField);
            if (policy.NeedsYearBefore())
                tally.AddBefore(Item(year - 1, party, money));
        }

        ItemResult Item(int of, PartyFacts party, IReadOnlyList<MonthlyMoney>? money) =>
            Assessment.OfItem(policy, of, new(contract, party, policy.Beneficiary, money));
    }

    /// <summary>Credit code of each beneficiary, or the name where a beneficiary has no code.</summary>
    public IEnumerable<string> Beneficiaries => tallies.Keys;

    public EvaluationAnswer Answer(IReadOnlyDictionary<string, DeclaredFacts> declared)
    {
        var (total, eligible, kinds, fields) = (
            Yuan.Zero,
            0,
            new SortedDictionary<string, Cost>(StringComparer.Ordinal),
            new SortedDictionary<string, Cost>(StringComparer.Ordinal)
        );
        var results = new PriorityQueue<EvaluatedBeneficiary, (long Amount, string Who)>(
            Comparer<(long Amount, string Who)>.Create(
                (a, b) => a.Amount != b.Amount ? a.Amount.CompareTo(b.Amount) : string.CompareOrdinal(b.Who, a.Who)
            )
        );
        foreach (var (who, tally) in tallies)
        {
            var award = Assessment.OfYear(
                policy,
                year,
                new(
                    tally.Party,
                    tally.Sums,
                    policy.NeedsYearBefore() ? tally.Before : null,
                    declared.GetValueOrDefault(who, DeclaredFacts.None)
                )
            );
            total += award.Amount;
            if (award.Eligible)
                eligible++;
            Count(kinds, tally.Party.Kind, award.Amount);
            foreach (var (field, part) in tally.ByField(policy.Base, award.Amount))
                Count(fields, field, part);
            results.Enqueue(
                new(
                    new(tally.Party.Name, tally.Party.Uscc),
                    policy.Beneficiary,
                    award.Base,
                    award.Amount,
                    award.Eligible,
                    tally.Contracts,
                    tally.Counted,
                    award.Steps
                ),
                (award.Amount.Fen, who)
            );
            if (results.Count > MaxExplained)
                results.Dequeue();
        }
        var explained = new List<EvaluatedBeneficiary>();
        while (results.TryDequeue(out var result, out _))
            explained.Add(result);
        explained.Reverse();
        return new()
        {
            PolicyId = policy.Id,
            Version = policy.Version,
            Sample = policy.Sample,
            Year = year,
            Totals = new(contracts, tallies.Count, eligible, total),
            Beneficiaries = explained,
            Rest = new(tallies.Count - explained.Count, total - explained.Sum(b => b.Amount)),
            ByBeneficiaryKind = [.. kinds.Values],
            ByTechnicalField = [.. fields.Values],
        };
    }

    private static void Count(SortedDictionary<string, Cost> costs, string code, Yuan amount)
    {
        var had = costs.GetValueOrDefault(code, new(code, 0, Yuan.Zero));
        costs[code] = had with { Beneficiaries = had.Beneficiaries + 1, Amount = had.Amount + amount };
    }

    private sealed class Tally(PartyFacts party)
    {
        private readonly SortedDictionary<string, Dictionary<string, long>> fields = new(StringComparer.Ordinal);

        public PartyFacts Party { get; set; } = party;
        public long AsOf { get; set; } = long.MinValue;
        public Dictionary<string, long> Sums { get; } = [];
        public Dictionary<string, long> Before { get; } = [];
        public long Contracts { get; private set; }
        public long Counted { get; private set; }

        public void Add(ItemResult item, string field)
        {
            Contracts++;
            if (item.Counts)
                Counted++;
            Sum(Sums, item.Figures);
            if (item.Counts)
                Sum(fields.TryGetValue(field, out var of) ? of : fields[field] = [], item.Figures);
        }

        public void AddBefore(ItemResult item) => Sum(Before, item.Figures);

        // An award is for the whole year: split it over the technical fields by what each adds to the base, else evenly.
        public IEnumerable<(string Field, Yuan Part)> ByField(string? figure, Yuan amount)
        {
            if (fields.Count == 0)
                return [(NoField, amount)];
            var weights = fields.Values.Select(f => figure is null ? 0 : Math.Max(0, f.GetValueOrDefault(figure))).ToArray();
            if (weights.All(w => w == 0))
                Array.Fill(weights, 1);
            return fields.Keys.Zip(amount.SplitByLargestRemainder(weights));
        }

        private static void Sum(Dictionary<string, long> sums, IReadOnlyDictionary<string, long> figures)
        {
            foreach (var (name, figure) in figures)
                sums[name] = checked(sums.GetValueOrDefault(name) + figure);
        }
    }
}

public sealed record EvaluationAnswer
{
    public required string PolicyId { get; init; }
    public required int Version { get; init; }
    public required bool Sample { get; init; }
    public required int Year { get; init; }
    public required EvaluationTotals Totals { get; init; }

    /// <summary>Beneficiaries with the largest amounts, each with its explanation.</summary>
    public required IReadOnlyList<EvaluatedBeneficiary> Beneficiaries { get; init; }

    public required EvaluationRest Rest { get; init; }
    public required IReadOnlyList<Cost> ByBeneficiaryKind { get; init; }

    /// <summary>Cost by technical field: each award is split over the fields of its contracts by what they add to the base.</summary>
    public required IReadOnlyList<Cost> ByTechnicalField { get; init; }
}

/// <param name="Amount">Total of all awards, before the budget and the limits of a programme, yuan.</param>
public sealed record EvaluationTotals(long Contracts, int Beneficiaries, int Eligible, Yuan Amount);

public sealed record EvaluationRest(int Beneficiaries, Yuan Amount);

public sealed record EvaluatedBeneficiary(
    Beneficiary Beneficiary,
    BeneficiaryRole Role,
    Yuan Base,
    Yuan Amount,
    bool Eligible,
    long Contracts,
    long Counted,
    IReadOnlyList<Step> Explanation
);

/// <param name="Code">Code of the party kind or technical field; empty when it is not known.</param>
public sealed record Cost(string Code, int Beneficiaries, Yuan Amount);
