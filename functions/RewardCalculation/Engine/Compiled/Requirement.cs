namespace TechTransfer.RewardCalculation.Engine.Compiled;

/// <summary>A compiled condition: a tree of groups and leaves, with negations pushed down to the leaves.</summary>
internal abstract class Requirement
{
    public abstract bool IsMet(Scope scope);

    public abstract void Explain(Scope scope, List<Step> steps);

    /// <summary>The leaves that make the condition fail; empty when it holds.</summary>
    public abstract IEnumerable<Leaf> Stops(Scope scope);

    /// <summary>The explanation sentence without its full stop.</summary>
    public abstract Text Say(Scope scope);
}

internal sealed class AllOf(Requirement[] parts) : Requirement
{
    public override bool IsMet(Scope scope)
    {
        foreach (var part in parts)
        {
            if (!part.IsMet(scope))
                return false;
        }
        return true;
    }

    public override void Explain(Scope scope, List<Step> steps)
    {
        foreach (var part in parts)
            part.Explain(scope, steps);
    }

    public override IEnumerable<Leaf> Stops(Scope scope) => parts.SelectMany(p => p.Stops(scope));

    public override Text Say(Scope scope) => Join(parts.Select(p => p.Say(scope)), "；且", "; and ");

    internal static Text Join(IEnumerable<Text> sentences, string zh, string en)
    {
        var all = sentences.ToList();
        return new(string.Join(zh, all.Select(s => s.Zh)), string.Join(en, all.Select(s => s.En)));
    }
}

internal sealed class AnyOf(Requirement[] parts, string code, Citation? citation) : Requirement
{
    public override bool IsMet(Scope scope)
    {
        foreach (var part in parts)
        {
            if (part.IsMet(scope))
                return true;
        }
        return false;
    }

    public override void Explain(Scope scope, List<Step> steps)
    {
        var met = IsMet(scope);
        var named = Say(scope);
        steps.Add(new(code, new(named.Zh + "。", named.En + "."), Inputs.None, Leaf.Outcome(met), citation));
    }

    public override IEnumerable<Leaf> Stops(Scope scope) => IsMet(scope) ? [] : parts.SelectMany(p => p.Stops(scope));

    public override Text Say(Scope scope)
    {
        var each = AllOf.Join(parts.Select(p => p.Say(scope)), "；", "; ");
        return IsMet(scope)
            ? new($"以下至少一项符合：{each.Zh}", $"At least one of these applies: {each.En}")
            : new($"以下各项均不符合：{each.Zh}", $"None of these applies: {each.En}");
    }
}

internal sealed class Leaf(Fact fact, Test test, bool negated, bool unknownIsMet, string code, Citation? citation, Text? words)
    : Requirement
{
    // More than the days of two years, so that dates rarely share a cache place.
    private const int Places = 1024;

    // Many contracts share values, so the last explanation step of a value is cached. Values with the same cache place overwrite each
    // other.
    private readonly Kept?[] kept = new Kept?[Places];

    // A flag has three values: unknown, no, yes.
    private readonly Step?[] ofFlag = new Step?[3];

    public Fact Fact => fact;

    public Test Test => test;

    public bool Negated => negated;

    public string Code => code;

    public static string Outcome(bool met) => met ? "met" : "not_met";

    public override bool IsMet(Scope scope)
    {
        if (fact.Each is not { } each)
            return IsMet(fact.Read(scope), scope);
        foreach (var party in each.Of(scope))
        {
            if (!IsMet(each.Read(party), scope))
                return false;
        }
        return true;
    }

    public override IEnumerable<Leaf> Stops(Scope scope) => IsMet(scope) ? [] : [this];

    public override void Explain(Scope scope, List<Step> steps) => steps.Add(StepFor(scope));

    public override Text Say(Scope scope)
    {
        var text = StepFor(scope).Text;
        return new(text.Zh[..^1], text.En[..^1]);
    }

    private bool IsMet(FactValue value, Scope scope) => value.Known ? test.Holds(value, scope) != negated : unknownIsMet;

    private Step StepFor(Scope scope)
    {
        var value = Decisive(scope);
        if (fact.Type == FactType.Flag)
            return ofFlag[value.Known ? value.Number + 1 : 0] ??= Write(value, scope);
        var year = test.DependsOnYear ? scope.Year : 0;
        ref var place = ref kept[PlaceOf(value, year)];
        if (place is { } known && known.Year == year && known.Value == value)
            return known.Step;
        var step = Write(value, scope);
        place = new(value, year, step);
        return step;
    }

    // First and last character and length spread a few hundred codes well enough.
    private static int PlaceOf(FactValue value, int year) =>
        value.Word is { Length: > 0 } word
            ? (word[0] * 7 + word[^1] * 31 + word.Length) & (Places - 1)
            : (int)(value.Number + year * 7) & (Places - 1);

    // Explain the first party that fails, else the first.
    private FactValue Decisive(Scope scope)
    {
        if (fact.Each is not { } each)
            return fact.Read(scope);
        FactValue? first = null;
        foreach (var party in each.Of(scope))
        {
            var value = each.Read(party);
            if (!IsMet(value, scope))
                return value;
            first ??= value;
        }
        return first ?? default;
    }

    private Step Write(FactValue value, Scope scope)
    {
        var met = IsMet(value, scope);
        var name = fact.Name[(fact.Name.IndexOf('.', StringComparison.Ordinal) + 1)..];
        if (!value.Known)
        {
            var as_ = met ? new Text("按符合处理", "counted as met") : new("按不符合处理", "counted as not met");
            return new(
                code,
                new($"{fact.Title.Zh}：尚无记录，{as_.Zh}。", $"{fact.Title.En}: no record yet, {as_.En}."),
                Inputs.Of(name, "unknown"),
                Outcome(met),
                citation
            );
        }
        var written = Test.Write(value.Number, value.Word, fact);
        if (value.More)
            written = new($"略高于{written.Zh}", $"slightly above {written.En}");
        var need = words ?? test.Requirement(fact, negated, scope);
        Text text;
        if (fact.Type == FactType.Flag)
        {
            var named = fact.Sentences is { } sentences
                ? value.Number == 1
                    ? sentences.Yes
                    : sentences.No
                : new Text(
                    $"{fact.Title.Zh}：{(value.Number == 1 ? "是" : "否")}",
                    $"{fact.Title.En}: {(value.Number == 1 ? "yes" : "no")}"
                );
            text = met
                ? new($"{named.Zh}，符合要求。", $"{named.En}, as required.")
                : new($"{named.Zh}，不符合要求。", $"{named.En}, which does not meet the requirement.");
        }
        else
        {
            var missing = met ? new("", "") : test.Shortfall(value.Number, fact, negated);
            text = met
                ? new(
                    $"{fact.Title.Zh}为{written.Zh}，符合要求（{need.Zh}）。",
                    $"{fact.Title.En} is {written.En}, as required ({need.En})."
                )
                : new(
                    $"{fact.Title.Zh}为{written.Zh}，不符合要求（{need.Zh}）{missing.Zh}。",
                    $"{fact.Title.En} is {written.En}, which does not meet the requirement ({need.En}){missing.En}."
                );
        }
        return new(code, text, Inputs.Of(name, Test.Plain(value.Number, value.Word, fact), "required", need.En), Outcome(met), citation);
    }

    private sealed record Kept(FactValue Value, int Year, Step Step);
}
