using TechTransfer.Kernel;

namespace TechTransfer.Certificates.Papers;

/// <summary>A paper's data for those who may see it.</summary>
/// <param name="Number">The certificate number.</param>
/// <param name="Kind">As in <see cref="Kinds.CertificateKinds"/>.</param>
/// <param name="KindName">The kind's name.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Edition">From 1.</param>
/// <param name="Status">valid, superseded, cancelled or revoked.</param>
/// <param name="Since">When that began.</param>
/// <param name="Reason">Why it is no longer in force.</param>
/// <param name="Remarks">The same in the words of who decided it.</param>
/// <param name="IssuedOn">Day of issue, China time.</param>
/// <param name="Issuer">Who issued it.</param>
/// <param name="Code">The verification code.</param>
/// <param name="VerifyAt">Where anyone verifies it.</param>
/// <param name="Sha256">Hash of the file.</param>
/// <param name="Size">Bytes of the file.</param>
/// <param name="Facts">What anyone learns who verifies it.</param>
/// <param name="Content">All that it was made from.</param>
public sealed record PaperView(
    string Number,
    string Kind,
    Text KindName,
    string Subject,
    int Edition,
    PaperStatus Status,
    DateTimeOffset Since,
    Text? Reason,
    string? Remarks,
    DateOnly IssuedOn,
    string Issuer,
    string Code,
    string VerifyAt,
    string Sha256,
    long Size,
    IReadOnlyDictionary<string, object> Facts,
    PaperContent Content
)
{
    /// <summary>The view of an issued paper.</summary>
    public static PaperView Of(Paper paper, CertificateSettings settings)
    {
        var described = paper.Content.Describe();
        return new(
            paper.Number!,
            paper.Key.Kind,
            described.Title,
            paper.Key.Subject,
            paper.Key.Edition,
            paper.Status,
            paper.Since,
            paper.Reason,
            paper.Remarks,
            paper.IssuedOn,
            described.Issuer,
            paper.Code!,
            VerificationCode.Address(settings, paper.Number!, paper.Code!),
            paper.Sha256!,
            paper.Size!.Value,
            described.Facts.ToDictionary(f => f.Name, f => f.Value),
            paper.Content
        );
    }
}
