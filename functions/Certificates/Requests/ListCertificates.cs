using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Kinds;

namespace TechTransfer.Certificates.Requests;

public sealed class ListCertificates(Lists lists, RegisteredFacts contracts, ExpectedSubjects expected)
{
    [Function("ListCertificates")]
    [Allowed(Role.Office, Role.Company, Role.Registrar, Role.Approver, Role.Finance, Role.Auditor)]
    [Operation(
        "The certificates of a subject: those that the caller may see. The note says that some are still to come",
        Answer = typeof(CertificatePage),
        Query = [
            "subject!: The id of the contract, claim, grant or distribution",
            "limit: 1 to 200, 50 if not given",
            "cursor: From the page before",
        ]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "certificates")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var subject = request.Asked("subject") ?? "";
        if (subject.Length > 100 || !FinishCertificate.IsSubject(subject))
            return new ProblemResult(
                WrongQuery.Of(
                    "subject",
                    "事项编号格式不正确，请核对",
                    "the ID is malformed; check the ID of the contract, claim, grant or distribution"
                )
            );
        var paging = Paging.Of(request);
        if (paging.Problem is { } malformed)
            return new ProblemResult(malformed);

        var page = await lists.ReadAsync(
            CertificateLists.About(subject),
            paging.Value.Limit,
            paging.Value.Cursor,
            cancellation: cancellation
        );
        if (page.Problem is { } refused)
            return new ProblemResult(refused);
        var seen = page
            .Value.Items.Select(item => item.Deserialize<CertificateLine>(Json.Options)!)
            .Where(line => line.Access.Permits(request.Caller()))
            .Select(line => line.Summary)
            .ToArray();
        var isWhole = paging.Value.Cursor is null && page.Value.Cursor is null;
        var note = isWhole ? await NoteAsync(subject, seen, request.Caller(), cancellation) : null;
        // Answer 404 to a caller who may see none, so as not to reveal that the subject exists.
        if (isWhole && seen.Length == 0 && note is null)
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        return Results.Json(new CertificatePage(seen, paging.Value.Next(page.Value.Cursor), note), Json.Options);
    }

    // Says what is still to come; null when nothing is, or when the caller may not know of the subject.
    private async Task<Text?> NoteAsync(string subject, CertificateSummary[] seen, Caller caller, CancellationToken cancellation)
    {
        // The application form is there before the registration's certificate.
        if (Array.Exists(seen, line => line.Kind != ApplicationContent.Kind))
            return null;
        if (await IsRequestedAsync(RegistrationContent.Kind, subject, caller, cancellation))
            return OnItsWay;
        if (seen.Length > 0)
            return ToCome;
        return
            await IsRequestedAsync(ApplicationContent.Kind, subject, caller, cancellation)
            || await expected.MaySeeAsync(subject, caller, cancellation)
            ? ToCome
            : null;
    }

    private async Task<bool> IsRequestedAsync(string kind, string contract, Caller caller, CancellationToken cancellation) =>
        await contracts.NewestAsync(kind, contract, cancellation) is { Status: CertificateStatus.Requested, Content: var content }
        && content.Describe().Access.Permits(caller);

    private static readonly Text OnItsWay = new(
        "该合同已登记，登记证明正在出具，请稍后查看。",
        "The contract is registered, and its certificate is being issued. Check again shortly."
    );

    private static readonly Text ToCome = new(
        "文书在办结后自动出具，请在办结后稍候查看。",
        "Certificates are issued by themselves after each decision. Look again shortly after it."
    );
}

/// <param name="Cursor">For the next page; null at the end.</param>
/// <param name="Note">Says that certificates are still to come; null otherwise.</param>
public sealed record CertificatePage(
    IReadOnlyList<CertificateSummary> Items,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Cursor,
    Text? Note
);
