using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Documents;

public sealed class GetDocument(AggregateStore<Achievement> achievements, DocumentStore documents)
{
    [Function("GetDocument")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation("A document", AnswerMediaTypes = [DocumentType.Pdf, DocumentType.Png, DocumentType.Jpeg, DocumentType.Ofd])]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "achievements/{id}/documents/{sha256}")] HttpRequest request,
        string id,
        string sha256,
        CancellationToken cancellation
    )
    {
        var loaded = await achievements.LoadAsync(id, cancellation);
        if (!loaded.Exists || !Access.MaySee(loaded.State!, request.Caller()))
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        if (loaded.State!.Documents.FirstOrDefault(d => d.Sha256 == sha256) is not { } document)
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        return await documents.AnswerAsync(id, sha256, document.Type, document.Name, cancellation);
    }
}
