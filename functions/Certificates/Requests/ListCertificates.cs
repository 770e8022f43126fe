using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Kinds;

namespace TechTransfer.Certificates.Requests;

public sealed class ListCertificates(Lists lists, RegisteredFacts contracts)
{
    [Function("ListCertificates")]
    [Allowed(Role.Office, Role.Company, Role.Registrar, Role.Approver, Role.Finance, Role.Auditor)]
    [Operation(
        "The certificates of a subject that the caller may see. The note says when the first one is still being issued",
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
                    "the id is malformed; check the id of the contract, claim, grant or distribution"
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
        Text? note = null;
        if (seen.Length == 0 && paging.Value.Cursor is null && page.Value.Cursor is null)
        {
            // Answer 404 to a caller who may see none, so as not to reveal that certificates exist.
            if (!await IsOnItsWayAsync(subject, request.Caller(), cancellation))
                return new ProblemResult(Problem.Of(Catalogue.NotFound));
            note = OnItsWay;
        }
        return Results.Json(new CertificatePage(seen, paging.Value.Next(page.Value.Cursor), note), Json.Options);
    }

    private async Task<bool> IsOnItsWayAsync(string contract, Caller caller, CancellationToken cancellation) =>
        await contracts.NewestAsync(contract, cancellation) is { Status: CertificateStatus.Requested, Content: var content }
        && content.Describe().Access.Permits(caller);

    private static readonly Text OnItsWay = new(
        "该合同已登记，登记证明正在出具，请稍后查看。",
        "The contract is registered, and its certificate is being issued. Check again shortly."
    );
}

/// <param name="Cursor">For the next page; null at the end.</param>
/// <param name="Note">Says that the first certificate is still being issued; null otherwise.</param>
public sealed record CertificatePage(
    IReadOnlyList<CertificateSummary> Items,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Cursor,
    Text? Note
);
