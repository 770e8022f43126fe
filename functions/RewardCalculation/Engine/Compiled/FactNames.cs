using TechTransfer.RewardCalculation.ContractFacts;

namespace TechTransfer.RewardCalculation.Engine.Compiled;

internal static class FactNames
{
    public const string Declared = "declared.";
    public const string DeclaredOfContract = "contract.declared.";
    public const string Figure = "figure.";
    public const string Growth = "growth.";

    public static Fact? Find(Policy policy, string name)
    {
        if (FactCatalogue.Known.TryGetValue(name, out var known))
            return known;
        if (After(DeclaredOfContract, name) is { } ofContract && RuleOfContract(policy, ofContract) is { } contractRule)
        {
            return new()
            {
                Name = name,
                Type = contractRule.Type,
                Scope = FactScope.Contract,
                Code = $"contract_declared_{FactCatalogue.Snake(ofContract)}",
                Title = contractRule.Title,
                Read = s => s.DeclaredOfContract(contractRule),
            };
        }
        if (After(Declared, name) is { } declared && RuleOf(policy, declared) is { } rule)
        {
            return new()
            {
                Name = name,
                Type = rule.Type,
                Scope = FactScope.Year,
                Code = $"declared_{FactCatalogue.Snake(declared)}",
                Title = rule.Title,
                Words = rule.WordNames,
                Read = s => s.Stated(rule),
            };
        }
        if (After(Figure, name) is { } id && SlotOf(policy, id) is >= 0 and var slot && TypeOf(policy, policy.Figures[slot]) is { } type)
        {
            return new()
            {
                Name = name,
                Type = type,
                Scope = FactScope.Year,
                Code = $"figure_{FactCatalogue.Snake(id)}",
                Title = TitleOf(policy, policy.Figures[slot]),
                Read = s => s.Unknown is { } unknown && unknown[slot] ? default : FactValue.OfNumber(s.Figures[slot]),
            };
        }
        if (After(Growth, name) is { } of && SlotOf(policy, of) is >= 0 and var grown && policy.Figures[grown] is ContractsFigure figure)
        {
            var title = TitleOf(policy, figure);
            return new()
            {
                Name = name,
                Type = FactType.Rate,
                Scope = FactScope.Year,
                Code = $"growth_{FactCatalogue.Snake(of)}",
                Title = new($"{title.Zh}较上年增长", $"The growth of {Lower(title.En)} over the previous year"),
                Read = s =>
                    s.Before is { } before
                        ? FactValue.Share(s.Figures[grown] - before.GetValueOrDefault(of), before.GetValueOrDefault(of))
                        : default,
            };
        }
        return null;
    }

    public static DeclaredFactRule? RuleOf(Policy policy, string name) =>
        policy.DeclaredFacts.FirstOrDefault(d => d.Of == DeclaredOf.Year && d.Name == name)
        ?? FactCatalogue.Declared.FirstOrDefault(d => d.Name == name);

    public static DeclaredFactRule? RuleOfContract(Policy policy, string name) =>
        policy.DeclaredFacts.FirstOrDefault(d => d.Of == DeclaredOf.Contract && d.Name == name)
        ?? FactCatalogue.DeclaredOfContract.FirstOrDefault(d => d.Name == name);

    public static int SlotOf(Policy policy, string figure)
    {
        for (var i = 0; i < policy.Figures.Count; i++)
        {
            if (policy.Figures[i].Id == figure)
                return i;
        }
        return -1;
    }

    /// <summary>Money or Count; null when the figure depends on an unknown figure or fact, or on itself.</summary>
    public static FactType? TypeOf(Policy policy, Figure figure, int depth = 0)
    {
        return figure switch
        {
            ContractsFigure { Measure: Measure.Declared } of => of.Fact is { } fact
            && RuleOfContract(policy, fact)?.Type is (FactType.Money or FactType.Count) and var sort
                ? sort
                : null,
            ContractsFigure contracts => contracts.Measure == Measure.Count ? FactType.Count : FactType.Money,
            DeclaredFigure declared => RuleOf(policy, declared.Fact)?.Type is (FactType.Money or FactType.Count) and var type ? type : null,
            GrowthFigure growth => Underlying(growth.Of),
            ExcessFigure excess => Underlying(excess.Of),
            _ => null,
        };

        FactType? Underlying(string of) =>
            depth <= policy.Figures.Count && SlotOf(policy, of) is >= 0 and var slot
                ? TypeOf(policy, policy.Figures[slot], depth + 1)
                : null;
    }

    public static Text TitleOf(Policy policy, Figure figure)
    {
        if (figure.Name is { } name)
            return name;
        switch (figure)
        {
            case ContractsFigure contracts:
                var (zh, en) = Name(policy, contracts);
                return contracts.Window switch
                {
                    Window.Year => new($"年度{zh}", $"The year's {en}"),
                    Window.ToDate => new($"累计{zh}", $"The {en} to date"),
                    Window.Months => new($"近{contracts.Months}个月{zh}", $"The {en} of the last {contracts.Months} months"),
                };
            case DeclaredFigure declared:
                return RuleOf(policy, declared.Fact)?.Title ?? new(declared.Fact, declared.Fact);
            case GrowthFigure growth:
                var grown = Of(growth.Of);
                return new($"{grown.Zh}较上年增量", $"The increase of {Lower(grown.En)} over the previous year");
            case ExcessFigure excess:
                var whole = Of(excess.Of);
                return new($"{whole.Zh}超出部分", $"The excess part of {Lower(whole.En)}");
            default:
                throw new InvalidOperationException($"{figure.GetType().Name} is no figure.");
        }

        Text Of(string id) =>
            SlotOf(policy, id) is >= 0 and var slot && policy.Figures[slot] != figure ? TitleOf(policy, policy.Figures[slot]) : new(id, id);
    }

    /// <summary>A measure in words: money paid for buyers, money received for all others.</summary>
    public static (string Zh, string En) Name(Policy policy, ContractsFigure figure)
    {
        var pays = policy.Beneficiary.Pays();
        if (figure.Measure == Measure.Declared && RuleOfContract(policy, figure.Fact ?? "")?.Title is { } title)
            return (title.Zh, Lower(title.En));
        return figure.Measure switch
        {
            Measure.TechnicalAmount => ("技术交易额", "technical amount"),
            Measure.ContractValue => ("合同成交额", "contract value"),
            Measure.Paid => pays ? ("实际支付额", "money paid") : ("实际到账额", "money received"),
            Measure.PaidTechnical => pays
                ? ("实际支付的技术交易额", "technical amount paid")
                : ("实际到账的技术交易额", "technical amount received"),
            Measure.Count => ("合同份数", "number of contracts"),
            Measure.Declared => (figure.Fact ?? "", figure.Fact ?? ""),
        };
    }

    private static string? After(string prefix, string name) =>
        name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : null;

    public static string Lower(string sentence) => sentence.Length == 0 ? sentence : char.ToLowerInvariant(sentence[0]) + sentence[1..];
}
