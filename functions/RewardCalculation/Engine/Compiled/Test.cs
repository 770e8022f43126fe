namespace TechTransfer.RewardCalculation.Engine.Compiled;

internal abstract class Test
{
    public virtual bool DependsOnYear => false;

    public abstract bool Holds(FactValue value, Scope scope);

    /// <summary>The required value in words, for use in brackets.</summary>
    public abstract Text Requirement(Fact fact, bool negated, Scope scope);

    /// <summary>How much is missing, with its leading punctuation; empty when that cannot be given.</summary>
    public virtual Text Shortfall(long value, Fact fact, bool negated) => new("", "");

    public static Text Write(long number, string? word, Fact fact)
    {
        if (fact.Type == FactType.Money)
            return new($"{Written.Yuan(number)}元", $"{Written.Yuan(number)} yuan");
        if (fact.Words is { } words && word is not null && words.TryGetValue(word, out var name))
            return new($"“{name.Zh}”", $"'{name.En}'");
        var plain = Plain(number, word, fact);
        return new(plain, plain);
    }

    /// <summary>A value without unit, as recorded in the inputs of a step.</summary>
    public static string Plain(long number, string? word, Fact fact) =>
        fact.Type switch
        {
            FactType.Flag => number == 1 ? "true" : "false",
            FactType.Word or FactType.Code => word ?? "",
            FactType.Money => Written.Yuan(number),
            FactType.Count => Written.Count(number),
            FactType.Rate => Written.Percent(number / 1_000_000m),
            FactType.Date => $"{DateOnly.FromDayNumber((int)number):yyyy-MM-dd}",
        };
}

/// <summary>Equal to a number, flag or day.</summary>
internal sealed class SameNumber(long wanted) : Test
{
    public override bool Holds(FactValue value, Scope scope) => value.Number == wanted && !value.More;

    public override Text Requirement(Fact fact, bool negated, Scope scope)
    {
        var written =
            fact.Type == FactType.Flag
                ? wanted == 1 != negated
                    ? new("是", "yes")
                    : new Text("否", "no")
                : Write(wanted, null, fact);
        return negated && fact.Type != FactType.Flag ? new($"不为{written.Zh}", $"not {written.En}") : written;
    }
}

/// <summary>Equal to one of several words or codes, or a code that starts with one of them.</summary>
internal sealed class OneOf(string[] wanted, bool starts) : Test
{
    public override bool Holds(FactValue value, Scope scope)
    {
        foreach (var one in wanted)
        {
            if (starts ? value.Word!.StartsWith(one, StringComparison.Ordinal) : string.Equals(value.Word, one, StringComparison.Ordinal))
                return true;
        }
        return false;
    }

    public override Text Requirement(Fact fact, bool negated, Scope scope)
    {
        var (zh, en) = Text.Join(wanted.Select(w => Write(0, w, fact)));
        return (starts, negated) switch
        {
            (false, false) => new($"属于{zh}", $"one of {en}"),
            (false, true) => new($"不属于{zh}", $"none of {en}"),
            (true, false) => new($"代码以{zh}开头", $"code starting with {en}"),
            (true, true) => new($"代码不以{zh}开头", $"code not starting with {en}"),
        };
    }
}

/// <summary>A number or day within limits; null means no limit.</summary>
/// <param name="above">True when the lower limit itself is excluded.</param>
/// <param name="below">True when the upper limit itself is excluded.</param>
internal sealed class Between(long? least, long? most, bool above = false, bool below = false) : Test
{
    /// <summary>The smallest value, in whole units, that meets the lower limit.</summary>
    public long? Least => above ? least + 1 : least;

    public override bool Holds(FactValue value, Scope scope) =>
        !(value.Number < least)
        && !(above && value.Number == least && !value.More)
        && !(value.Number > most)
        && !(value.Number == most && (below || value.More));

    public override Text Requirement(Fact fact, bool negated, Scope scope)
    {
        var (low, high) = (least is { } l ? Write(l, null, fact) : default, most is { } m ? Write(m, null, fact) : default);
        var day = fact.Type == FactType.Date;
        var from =
            day ? new Text($"不早于{low.Zh}", $"on or after {low.En}")
            : above ? new($"高于{low.Zh}", $"above {low.En}")
            : new($"不低于{low.Zh}", $"at least {low.En}");
        var to =
            day ? new Text($"不晚于{high.Zh}", $"on or before {high.En}")
            : below ? new($"低于{high.Zh}", $"below {high.En}")
            : new($"不高于{high.Zh}", $"at most {high.En}");
        var asked = (least, most) switch
        {
            ({ }, null) => from,
            (null, { }) => to,
            _ when above || below => new($"{from.Zh}且{to.Zh}", $"{from.En} and {to.En}"),
            _ => new($"{low.Zh}至{high.Zh}", $"from {low.En} to {high.En}"),
        };
        return negated ? new($"不在“{asked.Zh}”之内", $"not '{asked.En}'") : asked;
    }

    public override Text Shortfall(long value, Fact fact, bool negated)
    {
        if (negated || fact.Type is not (FactType.Money or FactType.Count) || !(value < Least))
            return new("", "");
        var missing = Write(Least.Value - value, null, fact);
        return new($"，还差{missing.Zh}", $", {missing.En} short of it");
    }
}

/// <summary>
/// Holds for a day in the policy year being calculated, which need not begin in January (<c>YearShift</c>).
/// </summary>
internal sealed class InYear : Test
{
    public override bool DependsOnYear => true;

    public override bool Holds(FactValue value, Scope scope) =>
        scope.Policy.Source.YearOf(DateOnly.FromDayNumber((int)value.Number)) == scope.Year;

    public override Text Requirement(Fact fact, bool negated, Scope scope) =>
        negated ? new($"不在{scope.Year}年度内", $"not within {scope.Year}") : new($"在{scope.Year}年度内", $"within {scope.Year}");
}
