using System.Globalization;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Entitlements;
using TechTransfer.RewardCalculation.YearSums;

namespace TechTransfer.RewardCalculation.Evaluation;

/// <summary>Calculates what a policy would give on a set of facts. It keeps sums by beneficiary but no contracts, to save memory.</summary>
/// <param name="isForecast">True for recorded facts: only organisations that can be entitled are counted.</param>
public sealed class PolicyEvaluation(Policy policy, int year, bool isForecast)
{
    /// <summary>Number of beneficiaries that the answer explains one by one; the others are summed.</summary>
    public const int MaxExplained = 100;
    private const string NoField = "";

    private readonly SortedDictionary<string, Tally> tallies = new(StringComparer.Ordinal);
    private readonly HashSet<string> nameless = [];
    private long contracts;
    private long takenAsPaid;
    private long undated;
    private bool hasYearBefore;

    /// <param name="sums">Sums of the contract's money account; null when it counts as paid in full.</param>
    public void Add(KnownContract contract, IReadOnlyDictionary<string, long>? sums)
    {
        contracts++;
        takenAsPaid += sums is null && UsesMoney ? 1 : 0;
        undated += contract.RegisteredOn is null ? 1 : 0;
        hasYearBefore |= contract.RegisteredOn is { } registered && policy.YearOf(registered) == year - 1;
        foreach (var party in policy.Beneficiary.PartiesOf(contract))
        {
            if (party.Uscc is null)
                nameless.Add(party.Name);
            if (party.Uscc is null && isForecast)
                continue;
            // Two persons of one name are two: without a code, nobody knows that two contracts name the same one.
            var key = party.Uscc ?? string.Create(CultureInfo.InvariantCulture, $"{party.Name}|{contracts}");
            var (line, item) = LineOf(year, party);
            var before = policy.NeedsYearBefore() ? LineOf(year - 1, party).Line : null;
            if (line is null && before is null)
                continue;
            var tally = tallies.TryGetValue(key, out var known) ? known : tallies[key] = new(party);
            var named = NamedBeneficiary.By(contract, party);
            if (named.AsOf >= tally.AsOf)
                (tally.Party, tally.AsOf) = (party, named.AsOf);
            if (line is not null)
                tally.Add(line, item.Counts, contract.TechnicalField ?? NoField);
            if (before is not null)
                tally.AddBefore(before);
        }

        (IReadOnlyDictionary<string, long>? Line, ItemResult Item) LineOf(int of, PartyFacts party)
        {
            var item = Assessment.OfItem(policy, of, ItemFacts.Of(contract, party, policy.Beneficiary, sums));
            return (UpdateYearSums.LineOf(policy, of, contract, item), item);
        }
    }

    /// <summary>Adds an organisation that the policy may reward on declared facts alone.</summary>
    public void AddOrganisation(PartyFacts party)
    {
        var tally = tallies.TryGetValue(party.Uscc!, out var known) ? known : tallies[party.Uscc!] = new(party);
        tally.IsDeclared = true;
    }

    private bool UsesMoney => policy.Figures.Any(f => f is ContractsFigure { Measure: Measure.Paid or Measure.PaidTechnical });

    /// <summary>Key of each beneficiary: its credit code where it has one.</summary>
    public IEnumerable<string> Beneficiaries => tallies.Keys;

    public EvaluationAnswer Answer(IReadOnlyDictionary<string, DeclaredFacts> declared)
    {
        var awards = new List<(string Who, Tally Tally, Award Award)>();
        foreach (var (who, tally) in tallies.Where(t => t.Value.Contracts > 0 || t.Value.IsDeclared))
        {
            awards.Add(
                (
                    who,
                    tally,
                    Assessment.OfYear(
                        policy,
                        year,
                        new(
                            tally.Party,
                            tally.Sums,
                            policy.NeedsYearBefore() && (tally.Before.Count > 0 || hasYearBefore) ? tally.Before : null,
                            declared.GetValueOrDefault(who, DeclaredFacts.None)
                        )
                    )
                )
            );
        }
        var settled = Settled(awards);
        var (total, paid, eligible, kinds, fields) = (
            Yuan.Zero,
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
        foreach (var (who, tally, award) in awards)
        {
            var line = settled[who];
            var nothingCounts = tally is { Counted: 0, IsDeclared: false };
            var isEligible = award.Eligible && !nothingCounts;
            total += award.Amount;
            paid += line.Amount;
            if (isEligible)
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
                    isEligible,
                    tally.Contracts,
                    tally.Counted,
                    new LazyList<Step>(() => [.. award.Steps, .. nothingCounts ? [NothingCounts] : Array.Empty<Step>(), .. line.Steps])
                )
                {
                    Settled = line.Amount,
                },
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
            Totals = new(contracts, awards.Count, eligible, total) { Settled = paid },
            Beneficiaries = explained,
            Rest = new(awards.Count - explained.Count, total - explained.Sum(b => b.Amount)),
            ByBeneficiaryKind = [.. kinds.Values],
            ByTechnicalField = [.. fields.Values],
            Assumptions = [.. Assumptions()],
            LeftOut = [.. LeftOut()],
        };
    }

    // Ranking, caps, minimum payout and a budget in proportion, as if everyone claimed.
    private Dictionary<string, SettledAmount> Settled(List<(string Who, Tally Tally, Award Award)> awards)
    {
        var settledBy = policy.Budget is { Cut: BudgetCut.ByDate } ? policy with { Budget = null } : policy;
        var day = policy.YearEnd(year);
        var entries = awards.Select(a => new SettlementEntry(a.Who, a.Who, policy.Beneficiary, a.Award.Amount, day, day, a.Award.Score));
        return Settlement.Of(settledBy, year, [.. entries], SettlementContext.Empty).Lines.ToDictionary(l => l.ClaimId);
    }

    private IEnumerable<Text> Assumptions()
    {
        if (takenAsPaid > 0)
            yield return new(
                $"{takenAsPaid}份合同没有到账（支付）记录，按本年度内全部到账（支付）测算，结果为估算。",
                $"Contracts without any record of money: {takenAsPaid}. They are taken as paid in full within the year: an estimate."
            );
        if (undated > 0)
            yield return new(
                $"{undated}份合同没有登记日期，按在计算期内测算，结果为估算。",
                $"Contracts without a day of registration: {undated}. They are taken as lying within the window: an estimate."
            );
        if (policy.NeedsYearBefore() && !hasYearBefore)
            yield return new(
                "没有上一年度登记的合同，增长按未知处理。",
                "There is no contract registered in the year before: growth is unknown."
            );
        if (nameless.Count > 0)
            yield return isForecast
                ? new(
                    $"{nameless.Count}个没有统一社会信用代码的单位或者个人不产生可享奖励，未计入。",
                    $"Organisations and persons without a credit code: {nameless.Count}. They are entitled to nothing and left out."
                )
                : new(
                    $"{nameless.Count}个单位或者个人没有统一社会信用代码，逐份合同分别计算。",
                    $"Organisations and persons without a credit code: {nameless.Count}. Each is counted contract by contract."
                );
    }

    private IEnumerable<Text> LeftOut()
    {
        if (policy.ExclusiveGroups.Count > 0)
            yield return new(
                "未考虑同类政策之间的排他：单位可能已按另一项政策申报。",
                "Exclusive groups: an organisation may claim under another policy of the group instead."
            );
        if (policy.Programme?.CapPerOrganisation is not null)
            yield return new(
                "未考虑同一计划其他政策占用的单位上限。",
                "The programme's cap: what its other policies give is not taken off."
            );
        if (policy.Budget is { Cut: BudgetCut.ByDate })
            yield return new(
                "预算按申报时间先后兑付，无法预计，未扣减。",
                "The budget is served by time of filing, which nobody knows yet: not applied."
            );
        if (policy.Budget is { CarryOver: true })
            yield return new("只计本年度预算，未计上年度结转。", "Only the year's own budget counts, without what earlier years left.");
        if (policy.Process.LateRefunds == LateRefunds.CarryForward)
            yield return new("未计上年度结转的退款。", "Refunds that the year before carried forward are not taken off.");
    }

    private static Step NothingCounts { get; } =
        new(
            "nothing_counts",
            new(
                "没有计入的合同，不予奖励；各合同不计入的理由见合同清单。",
                "No contract counts, so there is no reward; the list of contracts says why."
            ),
            Inputs.None,
            $"{Yuan.Zero}"
        );

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

        /// <summary>True for an organisation that the policy may reward without any contract.</summary>
        public bool IsDeclared { get; set; }

        public void Add(IReadOnlyDictionary<string, long> line, bool counts, string field)
        {
            Contracts++;
            Sum(Sums, line);
            if (!counts)
                return;
            Counted++;
            Sum(fields.TryGetValue(field, out var of) ? of : fields[field] = [], line);
        }

        public void AddBefore(IReadOnlyDictionary<string, long> line)
        {
            Sum(Before, line);
            // A line without figures still is a record.
            Before.TryAdd(UpdateYearSums.Line.Seen, 1);
        }

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

    /// <summary>The beneficiaries that are not listed.</summary>
    public required EvaluationRest Rest { get; init; }

    /// <summary>Cost by party kind of the beneficiaries.</summary>
    public required IReadOnlyList<Cost> ByBeneficiaryKind { get; init; }

    /// <summary>Cost by technical field: each award is split over the fields of its contracts by what they add to the base.</summary>
    public required IReadOnlyList<Cost> ByTechnicalField { get; init; }

    /// <summary>What the figures assume because it is not known.</summary>
    public IReadOnlyList<Text> Assumptions { get; init; } = [];

    /// <summary>What a settlement would also apply, but the figures leave out.</summary>
    public IReadOnlyList<Text> LeftOut { get; init; } = [];
}

/// <param name="Contracts">Number of contracts.</param>
/// <param name="Beneficiaries">Number of beneficiaries with an award.</param>
/// <param name="Eligible">Number of beneficiaries that meet all conditions.</param>
/// <param name="Amount">Total of all awards, yuan: what entitlements give.</param>
public sealed record EvaluationTotals(long Contracts, int Beneficiaries, int Eligible, Yuan Amount)
{
    /// <summary>What is left when everyone claims and ranking, caps and budget are applied, yuan.</summary>
    public Yuan Settled { get; init; }
}

/// <param name="Beneficiaries">Number of beneficiaries that are not listed.</param>
/// <param name="Amount">Sum of their awards.</param>
public sealed record EvaluationRest(int Beneficiaries, Yuan Amount);

/// <param name="Amount">The award.</param>
/// <param name="Contracts">Number of contracts of the beneficiary.</param>
/// <param name="Counted">Number of contracts that count.</param>
public sealed record EvaluatedBeneficiary(
    Beneficiary Beneficiary,
    BeneficiaryRole Role,
    Yuan Base,
    Yuan Amount,
    bool Eligible,
    long Contracts,
    long Counted,
    IReadOnlyList<Step> Explanation
)
{
    /// <summary>What is left after ranking, caps and budget, yuan.</summary>
    public Yuan Settled { get; init; }
}

/// <param name="Code">Code of the party kind or technical field; empty when it is not known.</param>
/// <param name="Beneficiaries">Number of beneficiaries.</param>
/// <param name="Amount">Sum of their awards.</param>
public sealed record Cost(string Code, int Beneficiaries, Yuan Amount);
