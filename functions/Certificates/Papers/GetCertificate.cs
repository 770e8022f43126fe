using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.Storage;

namespace TechTransfer.Certificates.Papers;

/// <summary>A certificate's data, for those who may see it.</summary>
public sealed class GetCertificate(AggregateStore<Paper> papers, NumberSeries numbers, CertificateSettings settings)
{
    [Function("GetCertificate")]
    [Allowed(Role.Office, Role.Company, Role.Registrar, Role.Approver, Role.Finance, Role.Auditor)]
    [Operation("A certificate's data", Answer = typeof(PaperView))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "certificates/{number}")] HttpRequest request,
        string number,
        CancellationToken cancellation
    )
    {
        if (await papers.FindVisibleAsync(numbers, settings, number, request.Caller(), cancellation) is not { State: { } paper })
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        return Results.Json(PaperView.Of(paper, settings), Json.Options);
    }
}
