namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>The document store keeps the file under the id of the achievement and this hash.</summary>
/// <param name="Type">Media type, detected from the content.</param>
/// <param name="Size">Bytes.</param>
public sealed record Document(string Sha256, string Name, string Type, long Size, Act By);
