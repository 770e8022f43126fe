using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.Storage;

namespace TechTransfer.OwnershipGrants.Documents;

/// <summary>Documents of an achievement over HTTP.</summary>
public sealed class DocumentFunctions(Commands<Achievement> commands, AggregateStore<Achievement> achievements, DocumentStore documents, TimeProvider time)
{
    [Function("AttachDocument")]
    [Allowed(Role.Office)]
    [Operation("Upload a document; its type is told by its content, and its hash names it in agreements, decisions, consents", Answer = typeof(Document), Effect = Effect.Changes,
        BodyMediaTypes = [AttachDocument.Pdf, AttachDocument.Png, AttachDocument.Jpeg], Query = ["name!: The file's name"])]
    public async Task<IResult> Attach([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "achievements/{id}/documents")] HttpRequest request, string id, CancellationToken cancellation)
    {
        if (request.ContentLength > AttachDocument.LargestDocument) return TooLarge();
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellation)) > 0)
        {
            content.Write(buffer, 0, read);
            if (content.Length > AttachDocument.LargestDocument) return TooLarge();
        }
        var bytes = content.GetBuffer().AsMemory(0, (int)content.Length);
        var (name, sha256, type) = (request.Query["name"].ToString().Trim(), Ids.Sha256(bytes.Span), AttachDocument.TypeOf(bytes.Span));
        return await commands.ChangeAsync(request, id, Ids.Derive(name, sha256), async (loaded, caller) =>
        {
            var decided = AttachDocument.Decide(loaded.State!, name, sha256, type, bytes.Length, caller, time.GetUtcNow());
            // The blob first, then the row that speaks of it.
            if (decided.Problem is null) await documents.SaveAsync(id, bytes, type!, CancellationToken.None);
            return decided;
        }, after => after.Documents.First(d => d.Sha256 == sha256), cancellation);
    }

    [Function("GetDocument")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation("A document", AnswerMediaTypes = [AttachDocument.Pdf, AttachDocument.Png, AttachDocument.Jpeg])]
    public async Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "achievements/{id}/documents/{sha256}")] HttpRequest request, string id, string sha256, CancellationToken cancellation)
    {
        var loaded = await achievements.LoadAsync(id, cancellation);
        if (!loaded.Exists || !Access.MaySee(loaded.State!, request.Caller())) return new ProblemResult(Problem.Of(Catalogue.NotFound));
        if (loaded.State!.Documents.FirstOrDefault(d => d.Sha256 == sha256) is not { } document) return new ProblemResult(Problem.Of(Catalogue.NotFound));
        var content = await documents.OpenAsync(id, sha256, cancellation) ?? throw new InvalidOperationException($"The document {sha256} of achievement {id} is gone.");
        request.HttpContext.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.File(content, document.Type, document.Name, entityTag: new($"\"{sha256}\""));
    }

    private static ProblemResult TooLarge() => new(Problem.Of(Catalogue.BodyTooLarge, ("limit", AttachDocument.LargestDocument)));
}
