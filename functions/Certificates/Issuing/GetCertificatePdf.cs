using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.Certificates.Issuing;

public sealed class GetCertificatePdf(
    AggregateStore<Certificate> certificates,
    NumberSeries numbers,
    DocumentStore documents,
    CertificateSettings settings
)
{
    [Function("GetCertificatePdf")]
    [Allowed(Role.Office, Role.Company, Role.Registrar, Role.Approver, Role.Finance, Role.Auditor)]
    [Operation("A certificate's file", AnswerMediaTypes = [DocumentType.Pdf])]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "certificates/{number}/pdf")] HttpRequest request,
        string number,
        CancellationToken cancellation
    )
    {
        if (
            await certificates.FindVisibleAsync(numbers, settings, number, request.Caller(), cancellation)
            is not { State: { } certificate } found
        )
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        return await documents.AnswerAsync(found.Id, certificate.Sha256!, DocumentType.Pdf, $"{certificate.Number}.pdf", cancellation);
    }
}
