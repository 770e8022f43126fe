using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Documents;

/// <summary>Agreements, minutes and consents refer to the document by its SHA-256.</summary>
public sealed class AttachDocument(Commands<Achievement> commands, DocumentStore documents, TimeProvider time)
{
    private const int MaxDocuments = 300;

    [Function("AttachDocument")]
    [Allowed(Role.Office)]
    [Operation(
        "Upload a document; its type is read from its content, and agreements, decisions and consents refer to it by its hash",
        Answer = typeof(Document),
        Effect = Effect.Changes,
        BodyMediaTypes = [DocumentType.Pdf, DocumentType.Png, DocumentType.Jpeg, DocumentType.Ofd],
        Query = ["name!: The file's name", "type: The media type, to be compared with the content"]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "achievements/{id}/documents")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        await using var file = new IncomingDocument();
        if (await file.ReceiveAsync(request, DocumentType.AttachmentTypes, cancellation) is { } unfit)
            return new ProblemResult(unfit);
        var name = request.Asked("name")?.Trim() ?? "";
        return await commands.ChangeAsync(
            request,
            id,
            Ids.Derive(name, file.Sha256),
            async (loaded, caller) =>
            {
                var decided = Decide(loaded.State!, name, file.Sha256, file.Type, file.Size, caller, time.GetUtcNow());
                // Save the file before the state that refers to it, so that no state refers to a missing file.
                if (decided.Problem is null)
                    await documents.SaveAsync(id, file.Content, file.Type, CancellationToken.None);
                return decided;
            },
            after => after.Documents.First(d => d.Sha256 == file.Sha256),
            cancellation
        );
    }

    public static Outcome<Change<Achievement>> Decide(
        Achievement state,
        string name,
        string sha256,
        string type,
        long size,
        Caller caller,
        DateTimeOffset now
    )
    {
        if (Access.Office(state, caller) is { } refused)
            return refused;
        var findings = new FindingList();
        findings.Text(name, "name");
        if (name.AsSpan().IndexOfAny('/', '\\') >= 0)
            findings.Error(
                FindingCodes.TextMalformed,
                "name",
                "文件名不能含有“/”或者“\\”，请修改文件名后重新上传。",
                "A file name must not contain / or \\. Rename the file and upload it again."
            );
        if (state.Documents.Count >= MaxDocuments)
            findings.Error(
                FindingCodes.DocumentsCount,
                "",
                $"一项成果最多上传{MaxDocuments}份文件，请合并文件。",
                $"An achievement can have at most {MaxDocuments} documents. Combine some of them."
            );
        if (findings.Refusal() is { } refusal)
            return refusal;
        if (state.Documents.Any(d => d.Sha256 == sha256))
            return Problem.Of(Catalogue.NothingChanged);
        var document = new Document(sha256, name, type, size, Act.Of(caller, now));
        return new Change<Achievement>(
            state with
            {
                Documents = [.. state.Documents, document],
            },
            new DocumentAttached(document)
            {
                Ledger = [new("document", new($"上传文件“{name}”。", $"Document '{name}' uploaded."), Documents: [sha256])],
            }
        );
    }
}

[WireName("DocumentAttached")]
public sealed record DocumentAttached(Document Document) : AchievementEvent;
