using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.Storage;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>The papers of applications.</summary>
public sealed class EvidenceFunctions(Commands<Claim> commands, AggregateStore<Claim> claims, DocumentStore documents, TimeProvider time)
{
    [Function("UploadEvidence")]
    [Allowed(Role.Office, Role.Company)]
    [Operation(
        "Upload a paper that the claim announced; its type is told by its content",
        Answer = typeof(IReadOnlyList<Evidence>),
        Effect = Effect.Changes,
        BodyMediaTypes = [DocumentType.Pdf, DocumentType.Png, DocumentType.Jpeg, DocumentType.Ofd],
        Query = ["type: The media type, if it should be held against the content"]
    )]
    public async Task<IResult> Upload(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claims/{id}/evidence")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        await using var file = new IncomingDocument();
        if (await file.ReceiveAsync(request, DocumentType.Papers, cancellation) is { } unfit)
            return new ProblemResult(unfit);
        return await commands.ChangeAsync(
            request,
            id,
            file.Sha256,
            async (loaded, caller) =>
            {
                var decided = Claims.UploadEvidence.Decide(loaded.State!, file.Sha256, file.Type, file.Size, caller, time.GetUtcNow());
                // The blob first, then the row that speaks of it.
                if (decided.Problem is null)
                    await documents.SaveAsync(id, file.Content, file.Type, CancellationToken.None);
                return decided;
            },
            claim => claim.Evidence,
            cancellation
        );
    }

    [Function("GetEvidence")]
    [Allowed(Role.Office, Role.Company, Role.Finance, Role.Auditor)]
    [Operation("A paper's document", AnswerMediaTypes = [DocumentType.Pdf, DocumentType.Png, DocumentType.Jpeg, DocumentType.Ofd])]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "claims/{id}/evidence/{sha256}")] HttpRequest request,
        string id,
        string sha256,
        CancellationToken cancellation
    )
    {
        var loaded = await claims.LoadAsync(id, cancellation);
        if (!loaded.Exists || !ClaimKind.MaySee(loaded.State!, request.Caller()))
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        if (loaded.State!.Evidence.FirstOrDefault(e => e.Sha256 == sha256 && e.Size is not null) is not { } paper)
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        return await documents.AnswerAsync(id, sha256, paper.Type!, paper.Name, cancellation);
    }
}
