namespace TechTransfer.RewardCalculation.Engine.Compiled;

internal sealed class CompiledFigure
{
    private readonly ContractsFigure? contracts;
    private readonly int months;

    private CompiledFigure(Figure rule, int slot, Requirement? where, Citation citation)
    {
        (Rule, Slot, Where, Citation, Input) = (rule, slot, where, citation, Inputs.Of("figure", rule.Id));
        contracts = rule as ContractsFigure;
        MeasureInput = contracts is null
            ? Inputs.None
            : Inputs.Of("measure", System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(contracts.Measure.ToString()));
        months = contracts?.Window switch
        {
            Window.Months => contracts.Months!.Value,
            Window.ToDate => int.MaxValue,
            _ => 12,
        };
    }

    public Figure Rule { get; }
    public int Slot { get; }
    public Requirement? Where { get; }
    public Citation Citation { get; }

    public Inputs Input { get; }
    public Inputs MeasureInput { get; }

    /// <summary>True for money of the policy year: refunds beyond it can be carried forward.</summary>
    public bool IsMoneyOfYear => contracts is { Measure: Measure.Paid or Measure.PaidTechnical, Window: Window.Year };

    private bool IsMoney => contracts!.Measure is Measure.Paid or Measure.PaidTechnical;

    public static CompiledFigure Of(Policy policy, Figure rule, int slot, Requirement? where, Citation citation) =>
        new(rule, slot, where, citation)
        {
            DeclaredFact = rule is ContractsFigure { Measure: Measure.Declared, Fact: { } fact }
                ? FactNames.RuleOfContract(policy, fact)
                : null,
        };

    /// <summary>What one contract adds, without checking whether it counts.</summary>
    public long OfOne(Scope scope) => IsMoney || InWindow(scope) ? Own(scope) : 0;

    /// <summary>The party's part of the contract's figure, without checking the window.</summary>
    public long Own(Scope scope) => Own(scope, bounded: true);

    /// <summary>As <see cref="Own(Scope)"/>, but with money outside the policy's period.</summary>
    public long OwnUnbounded(Scope scope) => Own(scope, bounded: false);

    private long Own(Scope scope, bool bounded)
    {
        var contract = scope.Item!.Contract;
        return contracts!.Measure switch
        {
            Measure.Paid => scope.Paid(FirstMonth(scope), technical: false, bounded),
            Measure.PaidTechnical => scope.Paid(FirstMonth(scope), technical: true, bounded),
            Measure.Count => 1,
            Measure.Declared => Declared(scope),
            Measure.TechnicalAmount => scope.Part(contract.TechnicalAmount.Fen),
            Measure.ContractValue => scope.Part((contract.ContractValue ?? contract.TechnicalAmount).Fen),
        };
    }

    /// <summary>The declared fact that the figure sums; null for other measures.</summary>
    public DeclaredFactRule? DeclaredFact { get; private init; }

    private long Declared(Scope scope)
    {
        var number = scope.DeclaredOfContract(DeclaredFact!).Number;
        return DeclaredFact!.Type == FactType.Money ? scope.Part(number) : number;
    }

    /// <summary>Date that decides on the window; null when it is not known, which counts as inside the window.</summary>
    public DateOnly? DateOf(Scope scope) =>
        contracts!.By switch
        {
            ContractDate.RegisteredOn => scope.Item!.Contract.RegisteredOn,
            ContractDate.SignedOn => scope.Item!.Contract.SignedOn,
            ContractDate.EffectiveFrom => scope.Item!.Contract.EffectiveFrom,
        };

    public bool InWindow(Scope scope)
    {
        if (DateOf(scope) is not { } day)
            return true;
        var month = day.Year * 12 + day.Month - 1;
        return month >= FirstMonth(scope) && month <= scope.LastMonth;
    }

    private int FirstMonth(Scope scope) => months == int.MaxValue ? int.MinValue : scope.LastMonth - months + 1;
}
