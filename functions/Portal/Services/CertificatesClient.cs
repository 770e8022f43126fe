namespace TechTransfer.Portal.Services;

/// <summary>The operations of the certificates app that pages need.</summary>
public sealed class CertificatesClient(ServiceCalls calls, ServiceAddresses addresses)
{
    [Calls("certificates", "GET /api/verify/{number}", Query = ["code"])]
    public Task<Outcome<VerifiedCertificate>> VerifyAsync(string number, string code, Asker asker, CancellationToken cancellation) =>
        calls.GetAsync<VerifiedCertificate>(
            addresses.Certificates,
            $"/api/verify/{Uri.EscapeDataString(number)}?code={Uri.EscapeDataString(code)}",
            asker,
            cancellation
        );

    [Calls("certificates", "POST /api/verify")]
    public async Task<Outcome<VerifiedFile>> VerifyFileAsync(Stream file, Asker asker, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(addresses.Certificates, "/api/verify"))
        {
            Content = new StreamContent(file) { Headers = { ContentType = new("application/pdf") } },
        };
        return await calls.SendAsync<VerifiedFile>(request, asker, cancellation);
    }
}

public enum CertificateStatus
{
    Requested,
    Valid,
    Superseded,
    Cancelled,
    Revoked,
    Halted,
}

public enum SignatureState
{
    None,
    Valid,
    Invalid,
}

/// <param name="Answer">The answer in a few words, such as 文书真实，现行有效.</param>
/// <param name="Caution">What the certificate does not prove; null for nothing.</param>
/// <param name="SupersededBy">Number of the certificate that replaced it; null for none.</param>
/// <param name="Lines">What is printed on it, for people.</param>
public sealed record VerifiedCertificate(
    bool Valid,
    CertificateStatus Status,
    DateTimeOffset AsOf,
    DateTimeOffset Since,
    Text Answer,
    Text? Caution,
    Text? Reason,
    string? SupersededBy,
    Text KindName,
    string Number,
    DateOnly IssuedOn,
    string Issuer,
    IReadOnlyList<PrintedLine> Lines,
    string Sha256
);

public sealed record PrintedLine(Text Label, string Shown);

/// <param name="Unchanged">True only if the file is, byte for byte, one that was issued.</param>
/// <param name="Status">Null when the file was not issued here.</param>
public sealed record VerifiedFile(
    SignatureState Signature,
    bool Unchanged,
    CertificateStatus? Status,
    DateTimeOffset? Since,
    Text? Reason,
    string? Number,
    Text? KindName,
    DateOnly? IssuedOn,
    string? Signer,
    DateTimeOffset? SignedAt,
    bool TimeStamped,
    Text Explanation,
    DateTimeOffset AsOf
);
