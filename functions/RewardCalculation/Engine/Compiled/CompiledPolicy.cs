using System.Runtime.CompilerServices;

namespace TechTransfer.RewardCalculation.Engine.Compiled;

/// <summary>
/// A policy compiled once: names are resolved to places in one array of numbers (slots). The first slots are the policy's figures in the
/// order of the file, then the sums of per-contract amounts, last the number of contracts. It holds no state of a calculation.
/// </summary>
internal sealed class CompiledPolicy
{
    /// <summary>Name of the sum that holds the number of contracts that count and add something.</summary>
    public const string Contracts = "contracts";

    private static readonly ConditionalWeakTable<Policy, CompiledPolicy> Ready = [];
    private readonly List<PerContractNode> perContract = [];
    private readonly Dictionary<string, int> slotOf;
    private readonly Dictionary<string, DeclaredFactRule> declared;
    private readonly Text[] titles;
    private readonly bool[] isMoney;

    private CompiledPolicy(Policy policy)
    {
        Source = policy;
        declared = FactCatalogue.Declared.Concat(policy.DeclaredFacts.Where(d => d.Of == DeclaredOf.Year)).ToDictionary(d => d.Name);
        slotOf = policy.Figures.Select((f, i) => (f.Id, i)).ToDictionary(f => f.Id, f => f.i);
        isMoney = [.. policy.Figures.Select(f => TypeOf(f) == FactType.Money)];
        titles = [.. policy.Figures.Select(TitleOfFigure)];

        var compiler = new RequirementCompiler(policy, Find);
        Figures =
        [
            .. policy.Figures.Select(
                (f, i) =>
                    CompiledFigure.Of(
                        policy,
                        f,
                        i,
                        f is ContractsFigure { Where: { } where } ? compiler.One(where, f.Article, negated: false) : null,
                        policy.Cite(f.Article)
                    )
            ),
        ];
        Order = InOrder(policy.Figures);
        Counts = compiler.All(policy.Counts);
        Eligibility = compiler.All(policy.Eligibility);
        Clauses =
        [
            .. ClausesInOrder(policy.Clauses)
                .Select(c => new CompiledClause(
                    c,
                    IndexOf(c.Id),
                    compiler.All(c.When),
                    Compile(c, c.Amount, inContract: false),
                    [.. c.ExcludedBy.Select(IndexOf)]
                )),
        ];
        DeclaredUsed = [.. UsedIn(policy).Distinct().Order(StringComparer.Ordinal).Select(name => declared[name])];

        int IndexOf(string clause) => policy.Clauses.TakeWhile(c => c.Id != clause).Count();
        PerContract = [.. perContract];

        string[] sums = [.. perContract.Select((p, i) => $"perContract.{i + 1}"), Contracts];
        Slots = policy.Figures.Count + sums.Length;
        AdditiveSlots =
        [
            .. Figures.Where(f => f.Rule is ContractsFigure).Select(f => f.Slot),
            .. Enumerable.Range(policy.Figures.Count, sums.Length),
        ];
        AdditiveNames = [.. AdditiveSlots.Select(s => s < policy.Figures.Count ? policy.Figures[s].Id : sums[s - policy.Figures.Count])];
        BaseSlot = policy.Base is { } id ? slotOf[id] : -1;
        UsesMoney = policy.Figures.Any(f => f is ContractsFigure { Measure: Measure.Paid or Measure.PaidTechnical });
        GrownSlots = [.. GrownIn(policy).Distinct().Select(id => slotOf[id]).Order()];
        RecoversRefunds = policy.Process.LateRefunds == LateRefunds.Recover;
        (FromMonth, ToMonth) = (MonthOf(policy.From), policy.To is { } to ? MonthOf(to) : int.MaxValue);
        Head = new(
            "policy",
            policy.Sample
                ? new(
                    $"按{policy.Name.Zh}第{policy.Version}版测算；示例数据，不构成任何兑付依据。",
                    $"Calculated under the policy '{policy.Name.En}', version {policy.Version}. This is sample data and gives no "
                        + "claim to payment."
                )
                : new(
                    $"按{policy.Name.Zh}第{policy.Version}版测算。",
                    $"Calculated under the policy '{policy.Name.En}', version {policy.Version}."
                ),
            Inputs.Of("version", $"{policy.Version}", "from", $"{policy.From:yyyy-MM-dd}"),
            policy.Id,
            policy.Citation
        );
    }

    public Policy Source { get; }
    public CompiledFigure[] Figures { get; }

    /// <summary>Slots of the figures, ordered so that each figure comes after those it depends on.</summary>
    public int[] Order { get; }
    public Requirement[] Counts { get; }
    public Requirement[] Eligibility { get; }
    public CompiledClause[] Clauses { get; }
    public PerContractNode[] PerContract { get; }

    /// <summary>Declared facts that the policy uses, ordered by name.</summary>
    public DeclaredFactRule[] DeclaredUsed { get; }
    public int Slots { get; }
    public int ContractsSlot => Slots - 1;

    /// <summary>Slots that are sums over contracts; <c>AdditiveNames</c> holds their names in the same order.</summary>
    public int[] AdditiveSlots { get; }
    public string[] AdditiveNames { get; }

    /// <summary>Slot of the base figure; -1 when the policy has none.</summary>
    public int BaseSlot { get; }
    public bool UsesMoney { get; }
    public bool RecoversRefunds { get; }

    /// <summary>Slots of the figures whose growth the policy uses.</summary>
    public int[] GrownSlots { get; }

    /// <summary>First and last month of the policy's period; months are numbered year × 12 + (month − 1).</summary>
    public int FromMonth { get; }
    public int ToMonth { get; }

    public Step Head { get; }

    /// <summary>The compiled policy, cached for as long as the policy object lives.</summary>
    public static CompiledPolicy Of(Policy policy) => Ready.GetValue(policy, p => new(p));

    public bool IsDerived(int slot) => slot < Figures.Length && Figures[slot].Rule is GrowthFigure or ExcessFigure;

    public Text TitleOf(int slot) => slot < titles.Length ? titles[slot] : new("奖励", "The reward");

    public Text Write(int slot, long value)
    {
        var (plain, unit) = (Plain(slot, value), UnitOf(slot));
        return new(plain + unit.Zh, plain + unit.En);
    }

    public string Plain(int slot, long value) => IsMoney(slot) ? Written.Yuan(value) : Written.Count(value);

    public Text UnitOf(int slot) => IsMoney(slot) ? new("元", " yuan") : new("", "");

    private bool IsMoney(int slot) => slot >= isMoney.Length || isMoney[slot];

    public DeclaredFactRule Declared(string name) => declared[name];

    private static int MonthOf(DateOnly day) => day.Year * 12 + day.Month - 1;

    private Fact? Find(string name) => FactNames.Find(Source, name);

    private FactType TypeOf(Figure figure) => FactNames.TypeOf(Source, figure) ?? FactType.Money;

    private Text TitleOfFigure(Figure figure) => FactNames.TitleOf(Source, figure);

    private AmountNode Compile(Clause clause, Amount amount, bool inContract)
    {
        var frame = new AmountFrame(Source.Cite(amount.Article ?? clause.Article), amount.Cap?.Fen, amount.Floor?.Fen, inContract);
        return amount switch
        {
            Flat flat => new FlatNode(frame, flat.Money.Fen),
            FlatRate rate => new RateNode(frame, slotOf[rate.Of], rate.Value),
            Tiers tiers => new TiersNode(frame, slotOf[tiers.Of], [.. tiers.List.Select(t => (t.Above.Fen, t.Rate))]),
            Bands bands => new BandsNode(
                frame,
                slotOf[bands.By],
                [.. bands.List.Select(b => (Units(bands.By, b.From), Compile(clause, b.Amount, inContract)))],
                bands.List[^1].Below is { } end ? Units(bands.By, end) : null
            ),
            StepBonus steps => new StepsNode(
                frame,
                slotOf[steps.By],
                Units(steps.By, steps.From),
                steps.First.Fen,
                Units(steps.By, steps.Every),
                steps.Each.Fen
            ),
            SumOf sum => new CombinedNode(frame, Combination.Sum, [.. sum.Parts.Select(p => Compile(clause, p, inContract))]),
            BestOf best => new CombinedNode(frame, Combination.BestOf, [.. best.Parts.Select(p => Compile(clause, p, inContract))]),
            FirstOf first => new CombinedNode(frame, Combination.First, [.. first.Parts.Select(p => Compile(clause, p, inContract))]),
            PerContract per => Contract(frame, Compile(clause, per.Each, inContract: true)),
            _ => throw new InvalidOperationException($"{amount.GetType().Name} is no amount."),
        };
    }

    private PerContractNode Contract(AmountFrame frame, AmountNode each)
    {
        var node = new PerContractNode(frame, Source.Figures.Count + perContract.Count, each);
        perContract.Add(node);
        return node;
    }

    private long Units(string figure, decimal number) =>
        FactValue.Scaled(number, isMoney[slotOf[figure]] ? FactType.Money : FactType.Count)!.Value;

    private static IEnumerable<string> UsedIn(Policy policy) =>
        policy
            .Eligibility.Concat(policy.Clauses.SelectMany(c => c.When))
            .SelectMany(c => c.Leaves())
            .Select(l => l.Fact!)
            .Where(f => f.StartsWith(FactNames.Declared, StringComparison.Ordinal))
            .Select(f => f[FactNames.Declared.Length..])
            .Concat(policy.Figures.OfType<DeclaredFigure>().SelectMany(f => f.Less is { } less ? new[] { f.Fact, less } : [f.Fact]));

    private static IEnumerable<string> GrownIn(Policy policy) =>
        policy
            .Figures.OfType<GrowthFigure>()
            .Select(f => f.Of)
            .Concat(
                policy
                    .Eligibility.Concat(policy.Clauses.SelectMany(c => c.When))
                    .SelectMany(c => c.Leaves())
                    .Select(l => l.Fact!)
                    .Where(f => f.StartsWith(FactNames.Growth, StringComparison.Ordinal))
                    .Select(f => f[FactNames.Growth.Length..])
            );

    private int[] InOrder(IReadOnlyList<Figure> figures)
    {
        var order = new List<int>();
        for (var i = 0; i < figures.Count; i++)
            Add(i);
        return [.. order];

        void Add(int slot)
        {
            if (order.Contains(slot))
                return;
            if (
                figures[slot] switch
                {
                    GrowthFigure growth => growth.Of,
                    ExcessFigure excess => excess.Of,
                    _ => null,
                } is
                { } of
            )
                Add(slotOf[of]);
            order.Add(slot);
        }
    }

    private static List<Clause> ClausesInOrder(IReadOnlyList<Clause> clauses)
    {
        var order = new List<Clause>();
        foreach (var clause in clauses)
            Add(clause);
        return order;

        void Add(Clause clause)
        {
            if (order.Contains(clause))
                return;
            foreach (var other in clause.ExcludedBy)
                Add(clauses.First(c => c.Id == other));
            order.Add(clause);
        }
    }
}

/// <param name="Index">Position in the file; the compiled order is another one, with excluding clauses first.</param>
internal sealed record CompiledClause(Clause Rule, int Index, Requirement[] When, AmountNode Amount, int[] ExcludedBy);
