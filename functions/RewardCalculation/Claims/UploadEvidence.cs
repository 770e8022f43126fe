using TechTransfer.Kernel;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>A paper that the claim announced was uploaded.</summary>
public sealed record EvidenceUploaded(Evidence Evidence, string By, DateTimeOffset At);

/// <summary>Uploading the papers that an application announced: each is known by its hash, and its type is told by its first bytes.</summary>
public static class UploadEvidence
{
    /// <summary>Bytes that a paper may have.</summary>
    public const int Largest = 20 * 1024 * 1024;
    public const string Pdf = "application/pdf";
    public const string Png = "image/png";
    public const string Jpeg = "image/jpeg";

    /// <param name="content">The document.</param>
    public static Outcome<Change<Claim>> Decide(Claim claim, ReadOnlyMemory<byte> content, Caller caller, DateTimeOffset now)
    {
        if (ClaimTable.Evidence.Against(claim, caller) is { } notNow) return notNow;
        if (TypeOf(content.Span) is not { } type) return Problem.Of(Catalogue.UnsupportedMediaType, ("expected", $"{Pdf}, {Png}, {Jpeg}"));
        var sha256 = Ids.Sha256(content.Span);
        if (claim.Evidence.FirstOrDefault(e => e.Sha256 == sha256) is not { } announced) return Problem.Of(Catalogue.EvidenceNotAnnounced, ("sha", sha256));
        var uploaded = announced with { Type = type, Size = content.Length };
        return new Change<Claim>(claim.Cleared() with { Evidence = [.. claim.Evidence.Select(e => e.Sha256 == sha256 ? uploaded : e)] }, new EvidenceUploaded(uploaded, caller.Subject, now));
    }

    private static string? TypeOf(ReadOnlySpan<byte> content) =>
        content.StartsWith("%PDF-"u8) ? Pdf
        : content.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? Png
        : content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? Jpeg
        : null;
}
