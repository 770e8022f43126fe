using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Certificates.Issuing;

namespace TechTransfer.Certificates.Verification;

/// <summary>The address in QR codes: leads browsers to the portal's page, which asks here as programs do.</summary>
public sealed class Verify(
    AggregateStore<Certificate> certificates,
    CertificateStatuses statuses,
    NumberSeries numbers,
    CertificateSettings settings,
    FailedAttempts failures,
    TimeProvider time
)
{
    [Function("Verify")]
    [OpenToAll]
    [Operation(
        "Verify whether a certificate is genuine and valid. An unknown number and a wrong code give the same 404. Browsers are redirected to the portal",
        Answer = typeof(VerificationView),
        Query = ["code!: The verification code printed on the certificate"],
        TakesOtherParameters = true
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "verify/{number}")] HttpRequest request,
        string number,
        CancellationToken cancellation
    )
    {
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        if (request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase)))
            return ToPortal(number, request.Query["code"].ToString());

        number = TypedNumber.Read(number, settings.NumberPrefix);
        var found = await certificates.FindByNumberAsync(numbers, settings, number, cancellation);
        // Compute a code for an unknown number too, so that the response time does not reveal whether the number exists.
        var expected = found?.State?.Code ?? VerificationCode.Of(settings, number);
        var matches = VerificationCode.Matches(expected, request.Asked("code") ?? "");
        if (!matches || found?.State is not { } certificate)
        {
            return new ProblemResult(await failures.CountAsync(request, number, cancellation) ?? Problem.Of(Catalogue.NotFound));
        }

        var described = certificate.Content.Describe();
        var view = new VerificationView(
            certificate.Status == CertificateStatus.Valid,
            certificate.Status,
            time.GetUtcNow(),
            certificate.Since,
            VerificationWords.Answer(certificate.Status, certificate.Key.Kind),
            VerificationWords.Caution(certificate.Key.Kind),
            certificate.Reason,
            certificate.Status == CertificateStatus.Superseded ? await NewestNumberAsync(certificate, cancellation) : null,
            certificate.Key.Kind,
            described.Title,
            number,
            certificate.IssuedOn,
            described.Issuer,
            described.Facts.ToDictionary(f => f.Name, f => f.Value),
            [.. described.Facts.Where(f => f.Shown.Length > 0).Select(f => new PrintedFact(f.Label, f.Shown))],
            certificate.Sha256!
        );
        return Results.Json(view, Json.Options);
    }

    private IResult ToPortal(string number, string code) =>
        Results.Redirect(
            new Uri(
                settings.PortalBaseUrl,
                $"/portal/verify?number={Uri.EscapeDataString(number)}&code={Uri.EscapeDataString(code)}"
            ).AbsoluteUri
        );

    // Null while the newest edition is requested but not issued yet.
    private async Task<string?> NewestNumberAsync(Certificate superseded, CancellationToken cancellation)
    {
        var newest = await statuses.NewestAsync(superseded.Key, cancellation);
        return newest is null ? null : (await certificates.LoadAsync(newest.Key.Id, cancellation)).State?.Number;
    }
}

/// <summary>A certificate as shown to anyone who has its number and code.</summary>
/// <param name="Valid">True only while the certificate is in force.</param>
/// <param name="Status">valid, superseded, cancelled or revoked.</param>
/// <param name="Answer">The answer in a few words.</param>
/// <param name="Caution">What the certificate does not prove, such as a registration; null for nothing.</param>
/// <param name="Reason">Why the certificate is no longer in force; null while it is.</param>
/// <param name="SupersededBy">Number of the certificate that replaced this one; null when there is none or it is not issued yet.</param>
/// <param name="Kind">Name of the kind, for example <c>grant</c>.</param>
/// <param name="IssuedOn">Day of issue, China time.</param>
/// <param name="Facts">Certified facts by their JSON name, no more than is printed on the certificate.</param>
/// <param name="Lines">The same facts for people, in the order of the certificate.</param>
/// <param name="Sha256">SHA-256 of the PDF, to compare with that of a file at hand.</param>
public sealed record VerificationView(
    bool Valid,
    CertificateStatus Status,
    DateTimeOffset AsOf,
    DateTimeOffset Since,
    Text Answer,
    Text? Caution,
    Text? Reason,
    string? SupersededBy,
    string Kind,
    Text KindName,
    string Number,
    DateOnly IssuedOn,
    string Issuer,
    IReadOnlyDictionary<string, object> Facts,
    IReadOnlyList<PrintedFact> Lines,
    string Sha256
);

/// <summary>A certified fact for people.</summary>
/// <param name="Label">Label of the fact, as printed.</param>
/// <param name="Shown">The value as it is printed, in Chinese.</param>
public sealed record PrintedFact(Text Label, string Shown);
