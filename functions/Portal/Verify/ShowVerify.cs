using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Portal.Frame;
using TechTransfer.Portal.Services;

namespace TechTransfer.Portal.Verify;

/// <summary>QR codes on certificates lead here, with number and code in the address.</summary>
public sealed class ShowVerify(CertificatesClient certificates)
{
    [Function("ShowVerify")]
    [OpenToAll]
    [Operation(
        "Verify a certificate by number and code",
        AnswerMediaTypes = ["text/html"],
        TakesOtherParameters = true,
        Query = ["number: The certificate's number", "code: Its verification code"]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "verify")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var view = View.Of(request);
        var asked = new VerifyModel(request.Query["number"].ToString().Trim(), request.Query["code"].ToString().Trim());
        if (!request.Query.ContainsKey("number") && !request.Query.ContainsKey("code"))
            return Page(view, asked);
        if (asked.Number.Length == 0 || asked.Code.Length == 0)
            return Page(view, asked with { NumberMissing = asked.Number.Length == 0, CodeMissing = asked.Code.Length == 0 });
        var answer = await certificates.VerifyAsync(asked.Number, asked.Code, view.Asker, cancellation);
        return answer.Problem switch
        {
            null => Page(view, asked with { Certificate = answer.Value }),
            { Kind.Status: StatusCodes.Status404NotFound } => Page(view, asked with { IsUnknown = true }),
            var problem => new ProblemResult(problem),
        };
    }

    private static Page<VerifyPage, VerifyModel> Page(View view, VerifyModel model) => new(view, model);
}
