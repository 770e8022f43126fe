using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Certificates.Papers;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.Storage;

namespace TechTransfer.Certificates.Verification;

/// <summary>What anyone with number and code learns of a certificate.</summary>
/// <param name="Valid">True only while it is in force.</param>
/// <param name="Status">valid, superseded, cancelled or revoked.</param>
/// <param name="AsOf">When this was looked up.</param>
/// <param name="Since">When the status began.</param>
/// <param name="Kind">Which paper it is.</param>
/// <param name="Number">The certificate number.</param>
/// <param name="IssuedOn">Day of issue, China time.</param>
/// <param name="Issuer">The registrar's office.</param>
/// <param name="Facts">What it certifies.</param>
/// <param name="Sha256">Hash of the file, to hold against one's own.</param>
/// <param name="SupersededBy">The number of the edition in its place.</param>
public sealed record VerificationView(bool Valid, PaperStatus Status, DateTimeOffset AsOf, DateTimeOffset Since, string Kind, string Number, DateOnly IssuedOn, string Issuer,
    CertifiedFacts Facts, string Sha256, string? SupersededBy);

/// <summary>The facts on a registration certificate, and no more than stands on it.</summary>
public sealed record CertifiedFacts(string RegistrationNumber, DateOnly RegisteredOn, string Title, string Kind, Text KindName, IReadOnlyList<string> Sellers, IReadOnlyList<string> Buyers,
    string? Intermediary, DateOnly SignedOn, DateOnly EffectiveFrom, DateOnly EffectiveTo, Yuan ContractValue, string ValueStatus, Yuan TechnicalAmount);

/// <summary>Checking a certificate without signing in.</summary>
public sealed class VerifyFunctions(AggregateStore<Paper> papers, Standings standings, NumberSeries numbers, CertificateSettings settings, TimeProvider time)
{
    [Function("Verify")]
    [OpenToAll]
    [Operation("Is this certificate genuine and in force? An unknown number and a wrong code are the same 404", Answer = typeof(VerificationView), AnswerMediaTypes = ["text/html"],
        Query = ["code!: The verification code printed on the certificate"])]
    public async Task<IResult> Verify([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "verify/{number}")] HttpRequest request, string number, CancellationToken cancellation)
    {
        var isBrowser = request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));
        request.HttpContext.Response.Headers.CacheControl = "no-store";

        var found = await papers.FindByNumberAsync(numbers, settings, number, cancellation);
        // The code of a paper that does not exist is worked out all the same, so that the answer takes no longer for one that does.
        var expected = found?.State?.Code ?? VerificationCode.Of(settings, number);
        var matches = VerificationCode.Matches(expected, request.Query["code"].ToString());
        if (!matches || found?.State is not { } paper)
        {
            return isBrowser ? VerificationPage.NotFound(number) : new ProblemResult(Problem.Of(Catalogue.NotFound));
        }

        var facts = paper.Facts;
        var view = new VerificationView(paper.Status == PaperStatus.Valid, paper.Status, time.GetUtcNow(), paper.Since, paper.Kind, number, paper.IssuedOn, facts.RegistrarOffice,
            new(facts.Number, facts.RegisteredOn, facts.Title, facts.Kind, facts.KindName, [.. facts.Sellers.Select(p => p.Name)], [.. facts.Buyers.Select(p => p.Name)],
                facts.Intermediary?.Name, facts.SignedOn, facts.EffectiveFrom, facts.EffectiveTo, facts.ContractValue, facts.ValueStatus, facts.TechnicalAmount),
            paper.Sha256!, paper.Status == PaperStatus.Superseded ? await NewestNumberAsync(paper, cancellation) : null);
        return isBrowser ? VerificationPage.Of(view) : Results.Json(view, Json.Options);
    }

    // Null for the moment in which the newest edition is announced and not issued yet.
    private async Task<string?> NewestNumberAsync(Paper superseded, CancellationToken cancellation)
    {
        var standing = await standings.FindAsync(superseded.Subject, cancellation);
        if (standing is null) return null;
        return (await papers.LoadAsync(Paper.IdOf(superseded.Kind, superseded.Subject, standing.Edition), cancellation)).State?.Number;
    }
}
