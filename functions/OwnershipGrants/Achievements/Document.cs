namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>A document of the achievement: it lies under its hash.</summary>
/// <param name="Type">Media type, told by its content.</param>
/// <param name="Size">Bytes.</param>
public sealed record Document(string Sha256, string Name, string Type, long Size, Act By);
