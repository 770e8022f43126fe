using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.Certificates.Issuing;

public sealed class GetCertificate(AggregateStore<Certificate> certificates, NumberSeries numbers, CertificateSettings settings)
{
    [Function("GetCertificate")]
    [Allowed(Role.Office, Role.Company, Role.Registrar, Role.Approver, Role.Finance, Role.Auditor)]
    [Operation("A certificate's data", Answer = typeof(CertificateView))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "certificates/{number}")] HttpRequest request,
        string number,
        CancellationToken cancellation
    )
    {
        if (
            await certificates.FindVisibleAsync(numbers, settings, number, request.Caller(), cancellation) is not { State: { } certificate }
        )
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        return Results.Json(CertificateView.Of(certificate, settings), Json.Options);
    }
}
