namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>Base of the events that concern one grant.</summary>
public abstract record GrantEvent : AchievementEvent
{
    public required string GrantId { get; init; }
}
