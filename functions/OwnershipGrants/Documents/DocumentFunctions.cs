using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.Storage;

namespace TechTransfer.OwnershipGrants.Documents;

/// <summary>Documents of an achievement over HTTP.</summary>
public sealed class DocumentFunctions(
    Commands<Achievement> commands,
    AggregateStore<Achievement> achievements,
    DocumentStore documents,
    TimeProvider time
)
{
    [Function("AttachDocument")]
    [Allowed(Role.Office)]
    [Operation(
        "Upload a document; its type is told by its content, and its hash names it in agreements, decisions, consents",
        Answer = typeof(Document),
        Effect = Effect.Changes,
        BodyMediaTypes = [DocumentType.Pdf, DocumentType.Png, DocumentType.Jpeg, DocumentType.Ofd],
        Query = ["name!: The file's name", "type: The media type, if it should be held against the content"]
    )]
    public async Task<IResult> Attach(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "achievements/{id}/documents")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        await using var file = new IncomingDocument();
        if (await file.ReceiveAsync(request, DocumentType.Papers, cancellation) is { } unfit)
            return new ProblemResult(unfit);
        var name = request.Query["name"].ToString().Trim();
        return await commands.ChangeAsync(
            request,
            id,
            Ids.Derive(name, file.Sha256),
            async (loaded, caller) =>
            {
                var decided = AttachDocument.Decide(loaded.State!, name, file.Sha256, file.Type, file.Size, caller, time.GetUtcNow());
                // The blob first, then the row that speaks of it.
                if (decided.Problem is null)
                    await documents.SaveAsync(id, file.Content, file.Type, CancellationToken.None);
                return decided;
            },
            after => after.Documents.First(d => d.Sha256 == file.Sha256),
            cancellation
        );
    }

    [Function("GetDocument")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation("A document", AnswerMediaTypes = [DocumentType.Pdf, DocumentType.Png, DocumentType.Jpeg, DocumentType.Ofd])]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "achievements/{id}/documents/{sha256}")] HttpRequest request,
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
