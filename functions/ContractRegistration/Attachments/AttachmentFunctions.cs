using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.Storage;

namespace TechTransfer.ContractRegistration.Attachments;

/// <summary>Papers of a case: up by the filer, down for those who may see the contract's text.</summary>
public sealed class AttachmentFunctions(
    Commands<RegistrationCase> commands,
    AggregateStore<RegistrationCase> cases,
    DocumentStore documents,
    ReadLog reads,
    RuleBook rules,
    TimeProvider time
)
{
    [Function("AttachPaper")]
    [Allowed(Role.Office, Role.Company)]
    [Operation(
        "Attach a paper to a draft or returned case, or to a registered one for a change to come; its type is told by its content",
        Answer = typeof(Attachment),
        Effect = Effect.Changes,
        BodyMediaTypes = [DocumentType.Pdf, DocumentType.Png, DocumentType.Jpeg, DocumentType.Ofd, DocumentType.Xlsx],
        Query = [
            "name!: The file's name",
            "kind!: Which required paper it is",
            "type: The media type, if it should be held against the content",
        ]
    )]
    public async Task<IResult> Attach(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/attachments")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        await using var file = new IncomingDocument();
        if (await file.ReceiveAsync(request, Attachments.Attach.MediaTypes, cancellation) is { } unfit)
            return new ProblemResult(unfit);
        var paper = new Attachment(
            request.Query["name"].ToString().Trim(),
            request.Query["kind"].ToString(),
            file.Type,
            file.Sha256,
            file.Size
        );
        var sent = Ids.Sha256(Json.Write(paper));
        return await commands.ChangeAsync(
            request,
            id,
            sent,
            async (loaded, caller) =>
            {
                var decided = Attachments.Attach.Decide(loaded.State!, paper, caller, rules, time.GetUtcNow());
                // The blob first, then the row that speaks of it.
                if (decided.Problem is null)
                    await documents.SaveAsync(id, file.Content, file.Type, CancellationToken.None);
                return decided;
            },
            _ => paper,
            cancellation
        );
    }

    [Function("GetAttachment")]
    [Allowed]
    [Operation(
        "A paper's document",
        AnswerMediaTypes = [DocumentType.Pdf, DocumentType.Png, DocumentType.Jpeg, DocumentType.Ofd, DocumentType.Xlsx]
    )]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "contracts/{id}/attachments/{sha256}")] HttpRequest request,
        string id,
        string sha256,
        CancellationToken cancellation
    )
    {
        var loaded = await cases.LoadAsync(id, cancellation);
        if (!loaded.Exists || !Visibility.SeesPapers(loaded.State!, request.Caller()))
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        if (Papers(loaded.State!).FirstOrDefault(a => a.Sha256 == sha256) is not { } paper)
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        await reads.AddAsync(id, request.Caller(), paper, cancellation);
        return await documents.AnswerAsync(id, sha256, paper.Type, paper.Name, cancellation);
    }

    private static IEnumerable<Attachment> Papers(RegistrationCase state) =>
        state.Attachments.Concat(state.ChangePapers).Concat(state.PendingChange?.Version.Attachments ?? []);
}
