using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Certificates.Issuing;

namespace TechTransfer.Certificates.Requests;

public sealed class RequestCertificate(CertificateOrders orders, CertificateSettings settings)
{
    [Function("RequestCertificate")]
    [Allowed(Role.Office, Role.Company, Role.Registrar)]
    [Operation(
        "Request an information sheet, a list of registered contracts or, as a registrar, an opinion for tax relief. The same "
            + "request gives the same document: 201 when it is new, 200 when it exists already",
        Body = typeof(RequestCertificateBody),
        Answer = typeof(CertificateView),
        Status = 201,
        OtherStatus = 200,
        Effect = Effect.Creates
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "certificates")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var outcome = await orders.AnswerAsync(
            request.IdempotencyKey(),
            await request.ReadJsonAsync<RequestCertificateBody>(cancellation),
            request.Caller(),
            cancellation
        );
        if (outcome.Problem is { } refused)
            return new ProblemResult(refused);
        var view = CertificateView.Of(outcome.Value.Certificate, settings);
        if (outcome.Value.IsNew)
            request.HttpContext.Response.Headers.Location = $"/api/certificates/{view.Number}";
        return Results.Json(view, Json.Options, statusCode: outcome.Value.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }
}

/// <param name="Kind">informationSheet, taxReliefOpinion or registeredList.</param>
/// <param name="Subject">Id of the contract; null for a list.</param>
/// <param name="Subjects">Ids of the contracts in a list; null for other kinds.</param>
[SchemaName("RequestPaper")]
public sealed record RequestCertificateBody(string Kind, string? Subject = null, IReadOnlyList<string>? Subjects = null);
