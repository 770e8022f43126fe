using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.Certificates.Issuing;

public sealed class ListCertificates(Lists lists)
{
    [Function("ListCertificates")]
    [Allowed(Role.Office, Role.Company, Role.Registrar, Role.Approver, Role.Finance, Role.Auditor)]
    [Operation(
        "The certificates of a subject: those that the caller may see",
        Answer = typeof(PageBody),
        Query = [
            "subject!: The id of the registration case, claim, grant or distribution",
            "limit: 1 to 200, 50 if not given",
            "cursor: From the page before",
        ]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "certificates")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var subject = request.Query["subject"].ToString();
        if (subject.Length > 100 || !FinishCertificate.IsSubject(subject))
            return new ProblemResult(
                WrongQuery.Of("subject", "事项编号格式不正确，请核对", "give the id of a contract, claim, grant or distribution")
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
        // Answer 404 to a caller who may see none, so as not to reveal that certificates exist.
        if (seen.Length == 0 && paging.Value.Cursor is null && page.Value.Cursor is null)
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        return Results.Json(
            new PageBody([.. seen.Select(summary => JsonSerializer.SerializeToElement(summary, Json.Options))], page.Value.Cursor),
            Json.Options
        );
    }
}
