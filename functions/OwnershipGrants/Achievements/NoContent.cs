namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>The body of a call that says nothing beside its route.</summary>
public sealed record NoContent;
