namespace TechTransfer.OwnershipGrants.Achievements;

public abstract record GrantEvent : AchievementEvent
{
    public required string GrantId { get; init; }
}
