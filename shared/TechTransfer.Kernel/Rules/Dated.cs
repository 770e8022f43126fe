namespace TechTransfer.Kernel.Rules;

/// <summary>The content of a rule file, which is in force for a period.</summary>
public interface IDated
{
    /// <summary>Stable id, as in <c>NEW-2026</c>; versions of the same policy share one.</summary>
    string Id { get; }

    /// <summary>First day in force, in China time.</summary>
    DateOnly From { get; }

    /// <summary>Last day in force; null when no end is known.</summary>
    DateOnly? To { get; }
}

/// <summary>Selects the rule in force by a day in China time, never by the current time.</summary>
public static class Dated
{
    /// <summary>The only rule in force on the day. Throws <see cref="RuleConflictException"/> when there are none or several, which is an
    /// error in the rule files.</summary>
    public static T InForceOn<T>(this IEnumerable<T> rules, DateOnly day)
        where T : class, IDated
    {
        var inForce = rules.Where(r => r.From <= day && (r.To is null || day <= r.To)).ToArray();
        return inForce.Length == 1 ? inForce[0] : throw new RuleConflictException(typeof(T).Name, day, [.. inForce.Select(r => r.Id)]);
    }
}

/// <summary>Signals an error in the rule files: the periods of their versions overlap or leave a gap.</summary>
public sealed class RuleConflictException(string what, DateOnly day, IReadOnlyList<string> sources)
    : Exception(
        sources.Count == 0
            ? $"No {what} is in force on {day:yyyy-MM-dd}."
            : $"More than one {what} is in force on {day:yyyy-MM-dd}: {string.Join(", ", sources)}."
    )
{
    /// <summary>Ids of the conflicting rules; empty when no rule is in force.</summary>
    public IReadOnlyList<string> Sources { get; } = sources;
}
