namespace TechTransfer.RewardCalculation.Claims;

/// <summary>A piece of evidence as the API shows it.</summary>
/// <param name="KindName">Display name of the kind.</param>
/// <param name="Type">Media type; null until the document is uploaded.</param>
/// <param name="Size">Bytes; null until the document is uploaded.</param>
public sealed record EvidenceView(string Kind, Text KindName, string Name, string Sha256, string? Type, long? Size)
{
    public static IReadOnlyList<EvidenceView> Of(Claim claim) =>
        [.. claim.Evidence.Select(e => new EvidenceView(e.Kind, EvidenceNames.Of(e.Kind), e.Name, e.Sha256, e.Type, e.Size))];
}
