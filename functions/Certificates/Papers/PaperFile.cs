using TechTransfer.Certificates.Signing;

namespace TechTransfer.Certificates.Papers;

/// <summary>Makes the file of a paper: laid out, with its statement if its kind carries one, and signed.</summary>
public sealed class PaperFile(CertificateSettings settings, PaperSigner signer)
{
    /// <summary>SHA-256 of the certificate whose key signs.</summary>
    public string SignedBy => signer.SignedBy;

    /// <summary>The signed file. The same paper laid out twice is the same, but its signature is not.</summary>
    /// <param name="paper">The paper, with all that follows from its request.</param>
    /// <param name="number">Its number.</param>
    /// <param name="code">Its verification code.</param>
    /// <param name="historyHead">Hash of the entry in its history that asked for it.</param>
    /// <param name="cancellation">Gives up waiting for a time-stamp.</param>
    public async Task<byte[]> MakeAsync(Paper paper, string number, string code, string historyHead, CancellationToken cancellation)
    {
        var described = paper.Content.Describe();
        var verifyAt = VerificationCode.Address(settings, number, code);
        var pdf = paper.Content.Render(
            new(number, paper.Key.Edition, paper.IssuedAt, described.Title, described.Issuer, verifyAt, code, settings.WithEnglish)
        );
        var attachments = described.CarriesStatement ? Statement.Of(paper, number, verifyAt, historyHead).ToAttachments(signer) : [];
        return await signer.SignAsync(pdf, number, attachments, cancellation);
    }
}
