namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>Something that happened to a grant.</summary>
public abstract record GrantEvent : AchievementEvent
{
    public required string GrantId { get; init; }
}
