using TechTransfer.Kernel;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>A paper that the claim announced was uploaded.</summary>
[WireName("EvidenceUploaded")]
public sealed record EvidenceUploaded(Evidence Evidence, string By, DateTimeOffset At);

/// <summary>Uploading the papers that an application announced: each is known by its hash, and its type is told by its content.</summary>
public static class UploadEvidence
{
    /// <param name="sha256">Of the document that was received.</param>
    /// <param name="type">Media type, by its content.</param>
    /// <param name="size">Bytes.</param>
    public static Outcome<Change<Claim>> Decide(Claim claim, string sha256, string type, long size, Caller caller, DateTimeOffset now)
    {
        if (ClaimLifeCycle.Evidence.Against(claim, caller) is { } notNow)
            return notNow;
        if (claim.Evidence.FirstOrDefault(e => e.Sha256 == sha256) is not { } announced)
            return Problem.Of(Catalogue.EvidenceNotAnnounced, ("sha", sha256));
        var uploaded = announced with { Type = type, Size = size };
        return new Change<Claim>(
            claim.Cleared() with
            {
                Evidence = [.. claim.Evidence.Select(e => e.Sha256 == sha256 ? uploaded : e)],
            },
            new EvidenceUploaded(uploaded, caller.Subject, now)
        );
    }
}
