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
