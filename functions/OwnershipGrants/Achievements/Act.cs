namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>Who did something, and when.</summary>
public sealed record Act(string Subject, DateTimeOffset At)
{
    public static Act Of(Caller caller, DateTimeOffset now) => new(caller.Subject, now);
}
