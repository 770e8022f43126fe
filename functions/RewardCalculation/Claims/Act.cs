using TechTransfer.Kernel;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>Who did a step, and when.</summary>
/// <param name="Subject">The person's stable id.</param>
/// <param name="Name">The name for display.</param>
public sealed record Act(string Subject, string Name, DateTimeOffset At)
{
    public static Act Of(Caller caller, DateTimeOffset now) => new(caller.Subject, caller.Name, now);

    /// <summary>The finance officer who did it, for what follows from it.</summary>
    public Caller ToFinance() => new(Subject, Name, new HashSet<Role> { Role.Finance }, null);
}

/// <summary>A reason in words that a reader can hold on to.</summary>
internal static class Sentence
{
    private const int Longest = 1000;

    /// <summary>The problem when there is no sentence; null when there is one.</summary>
    public static Problem? Missing(string? text, string path) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= Longest
            ? null
            : Problem
                .Of(
                    Catalogue.InvalidValue,
                    ("reason", new Text($"请用 1 至 {Longest} 个字符说明。", $"Say it in 1 to {Longest} characters."))
                )
                .At(path);

    /// <summary>The same for a remark that may be left out.</summary>
    public static Problem? TooLong(string? text, string path) => text is null || text.Length <= Longest ? null : Missing(text, path);
}
