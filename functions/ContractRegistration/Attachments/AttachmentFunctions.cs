using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.ContractRegistration.Rules;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.Storage;

namespace TechTransfer.ContractRegistration.Attachments;

/// <summary>Papers of a case: up by the filer, down for those who may see the contract's text.</summary>
public sealed class AttachmentFunctions(Commands<RegistrationCase> commands, AggregateStore<RegistrationCase> cases, DocumentStore documents, RuleBook rules, TimeProvider time)
{
    [Function("AttachPaper")]
    [Allowed(Role.Office, Role.Company)]
    [Operation("Attach a paper to a draft or returned case, or to a registered one for a change to come; its type is told by its content", Answer = typeof(Attachment), Effect = Effect.Changes,
        BodyMediaTypes = [DocumentType.Pdf, DocumentType.Png, DocumentType.Jpeg, DocumentType.Ofd, DocumentType.Xlsx],
        Query = ["name!: The file's name", "kind!: Which required paper it is", "type: The media type, if it should be held against the content"])]
    public async Task<IResult> Attach([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/attachments")] HttpRequest request, string id, CancellationToken cancellation)
    {
        await using var file = TemporaryFile();
        var sha256 = await ReceiveAsync(request, file, cancellation);
        if (sha256.Problem is { } tooLarge) return new ProblemResult(tooLarge);
        var type = DocumentType.Of(file);
        var declared = request.Query["type"].ToString();
        if (type is null || (declared.Length > 0 && declared != type)) return new ProblemResult(Problem.Of(Catalogue.UnsupportedMediaType, ("expected", string.Join(", ", Registration.Attach.MediaTypes))).At("type"));

        var paper = new Attachment(request.Query["name"].ToString().Trim(), request.Query["kind"].ToString(), type, sha256.Value, file.Length);
        var sent = Ids.Sha256(Json.Write(paper));
        return await commands.ChangeAsync(request, id, sent, async (loaded, caller) =>
        {
            var decided = Registration.Attach.Decide(loaded.State!, paper, caller, rules, time.GetUtcNow());
            // The blob first, then the row that speaks of it.
            if (decided.Problem is null) await documents.SaveAsync(id, file, type, CancellationToken.None);
            return decided;
        }, _ => paper, cancellation);
    }

    [Function("GetAttachment")]
    [Allowed]
    [Operation("A paper's document", AnswerMediaTypes = [DocumentType.Pdf, DocumentType.Png, DocumentType.Jpeg, DocumentType.Ofd, DocumentType.Xlsx])]
    public async Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "contracts/{id}/attachments/{sha256}")] HttpRequest request, string id, string sha256, CancellationToken cancellation)
    {
        var loaded = await cases.LoadAsync(id, cancellation);
        if (!loaded.Exists || !Visibility.SeesPapers(loaded.State!, request.Caller())) return new ProblemResult(Problem.Of(Catalogue.NotFound));
        if (Papers(loaded.State!).FirstOrDefault(a => a.Sha256 == sha256) is not { } paper) return new ProblemResult(Problem.Of(Catalogue.NotFound));
        var document = await documents.OpenAsync(id, sha256, cancellation) ?? throw new InvalidOperationException($"The document {sha256} of case {id} is gone.");
        request.HttpContext.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.File(document, paper.Type, paper.Name, entityTag: new($"\"{sha256}\""));
    }

    private static IEnumerable<Attachment> Papers(RegistrationCase state) => state.Attachments.Concat(state.ChangePapers).Concat(state.PendingChange?.Version.Attachments ?? []);

    private static async Task<Outcome<string>> ReceiveAsync(HttpRequest request, FileStream file, CancellationToken cancellation)
    {
        if (request.ContentLength > Registration.Attach.LargestDocument) return TooLarge();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellation)) > 0)
        {
            if (file.Length + read > Registration.Attach.LargestDocument) return TooLarge();
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }
        await file.FlushAsync(cancellation);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static Problem TooLarge() => Problem.Of(Catalogue.BodyTooLarge, ("limit", Registration.Attach.LargestDocument));

    // Fifty megabytes are no matter for a disk, but for the memory of a small instance that serves several at once.
    private static FileStream TemporaryFile() => new(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
        new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous });
}
