namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>Subject (user id) and time of an action.</summary>
public sealed record Act(string Subject, DateTimeOffset At)
{
    public static Act Of(Caller caller, DateTimeOffset now) => new(caller.Subject, now);
}
