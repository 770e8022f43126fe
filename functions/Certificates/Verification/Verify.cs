using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Certificates.Issuing;

namespace TechTransfer.Certificates.Verification;

/// <summary>Answers browsers with HTML and programs with JSON.</summary>
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
        "Verify whether a certificate is genuine and valid. An unknown number and a wrong code give the same 404",
        Answer = typeof(VerificationView),
        AnswerMediaTypes = ["text/html"],
        Query = ["code!: The verification code printed on the certificate"],
        TakesOtherParameters = true
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "verify/{number}")] HttpRequest request,
        string number,
        CancellationToken cancellation
    )
    {
        var isBrowser = request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));
        request.HttpContext.Response.Headers.CacheControl = "no-store";

        number = TypedNumber.Read(number, settings.NumberPrefix);
        var found = await certificates.FindByNumberAsync(numbers, settings, number, cancellation);
        // Compute a code for an unknown number too, so that the response time does not reveal whether the number exists.
        var expected = found?.State?.Code ?? VerificationCode.Of(settings, number);
        var matches = VerificationCode.Matches(expected, request.Asked("code") ?? "");
        if (!matches || found?.State is not { } certificate)
        {
            if (await failures.CountAsync(request, number, cancellation) is { } refusal)
                return isBrowser ? VerificationPage.TooMany(refusal) : new ProblemResult(refusal);
            return isBrowser ? VerificationPage.NotFound(number) : new ProblemResult(Problem.Of(Catalogue.NotFound));
        }

        var described = certificate.Content.Describe();
        var view = new VerificationView(
            certificate.Status == CertificateStatus.Valid,
            certificate.Status,
            time.GetUtcNow(),
            certificate.Since,
            certificate.Reason,
            certificate.Status == CertificateStatus.Superseded ? await NewestNumberAsync(certificate, cancellation) : null,
            certificate.Key.Kind,
            described.Title,
            number,
            certificate.IssuedOn,
            described.Issuer,
            described.Facts.ToDictionary(f => f.Name, f => f.Value),
            certificate.Sha256!
        );
        return isBrowser ? VerificationPage.Of(view, described.Facts) : Results.Json(view, Json.Options);
    }

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
/// <param name="Reason">Why the certificate is no longer in force; null while it is.</param>
/// <param name="SupersededBy">Number of the certificate that replaced this one; null when there is none or it is not issued yet.</param>
/// <param name="Kind">Name of the kind, for example <c>grant</c>.</param>
/// <param name="IssuedOn">Day of issue, China time.</param>
/// <param name="Facts">Certified facts by their JSON name, no more than is printed on the certificate.</param>
/// <param name="Sha256">SHA-256 of the PDF, to compare with that of a file at hand.</param>
public sealed record VerificationView(
    bool Valid,
    CertificateStatus Status,
    DateTimeOffset AsOf,
    DateTimeOffset Since,
    Text? Reason,
    string? SupersededBy,
    string Kind,
    Text KindName,
    string Number,
    DateOnly IssuedOn,
    string Issuer,
    IReadOnlyDictionary<string, object> Facts,
    string Sha256
);
