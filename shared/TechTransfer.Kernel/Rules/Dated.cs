namespace TechTransfer.Kernel.Rules;

/// <summary>A rule file: data with an effective period, a version and a citation.</summary>
public interface IDated
{
    /// <summary>What it is a version of.</summary>
    string Id { get; }

    /// <summary>First day in force, in China time.</summary>
    DateOnly From { get; }

    /// <summary>Last day in force; null while it is open.</summary>
    DateOnly? To { get; }
}

/// <summary>Choosing the rule in force on a day.</summary>
public static class Dated
{
    /// <summary>The one rule in force on the day. None, or two at once, is an error of the rule files and throws <see
    /// cref="RuleConflictException"/> naming the sources.</summary>
    public static T InForceOn<T>(this IEnumerable<T> rules, DateOnly day)
        where T : class, IDated
    {
        var inForce = rules.Where(r => r.From <= day && (r.To is null || day <= r.To)).ToArray();
        return inForce.Length == 1 ? inForce[0] : throw new RuleConflictException(typeof(T).Name, day, [.. inForce.Select(r => r.Id)]);
    }
}

/// <summary>Two rules that both apply and disagree, or none that applies.</summary>
public sealed class RuleConflictException(string what, DateOnly day, IReadOnlyList<string> sources)
    : Exception(
        sources.Count == 0
            ? $"No {what} is in force on {day:yyyy-MM-dd}."
            : $"More than one {what} is in force on {day:yyyy-MM-dd}: {string.Join(", ", sources)}."
    )
{
    /// <summary>The ids of the rules that apply together.</summary>
    public IReadOnlyList<string> Sources { get; } = sources;
}
