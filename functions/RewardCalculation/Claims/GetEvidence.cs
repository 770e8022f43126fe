using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.RewardCalculation.Claims;

public sealed class GetEvidence(AggregateStore<Claim> claims, DocumentStore documents)
{
    [Function("GetEvidence")]
    [Allowed(Role.Office, Role.Company, Role.Finance, Role.Auditor)]
    [Operation("The file of an attachment", AnswerMediaTypes = [DocumentType.Pdf, DocumentType.Png, DocumentType.Jpeg, DocumentType.Ofd])]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "claims/{id}/evidence/{sha256}")] HttpRequest request,
        string id,
        string sha256,
        CancellationToken cancellation
    )
    {
        var loaded = await claims.LoadAsync(id, cancellation);
        if (!loaded.Exists || !ClaimSetup.MaySee(loaded.State!, request.Caller()))
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        if (loaded.State!.Evidence.FirstOrDefault(e => e.Sha256 == sha256 && e.Size is not null) is not { } attachment)
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        return await documents.AnswerAsync(id, sha256, attachment.Type!, attachment.Name, cancellation);
    }
}
