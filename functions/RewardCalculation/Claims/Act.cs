namespace TechTransfer.RewardCalculation.Claims;

/// <param name="Subject">The person's stable id.</param>
public sealed record Act(string Subject, string Name, DateTimeOffset At)
{
    public static Act Of(Caller caller, DateTimeOffset now) => new(caller.Subject, caller.Name, now);

    /// <summary>This person as a caller with the finance role, for changes that follow later from the act.</summary>
    public Caller ToFinance() => new(Subject, Name, new HashSet<Role> { Role.Finance }, null);
}
