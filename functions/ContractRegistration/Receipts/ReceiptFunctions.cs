using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.Storage;

namespace TechTransfer.ContractRegistration.Receipts;

/// <summary>Money received, over HTTP: each function parses, lets one decision decide, and answers.</summary>
public sealed class ReceiptFunctions(
    Commands<Receipt> commands,
    AggregateStore<Receipt> receipts,
    NamedContracts contracts,
    DocumentStore documents,
    TimeProvider time
)
{
    private DateTimeOffset Now => time.GetUtcNow();

    [Function("RecordReceipt")]
    [Allowed(Role.Office, Role.Company)]
    [Operation(
        "Record money received on registered contracts, as their seller",
        Body = typeof(RecordReceipt),
        Answer = typeof(ReceiptView),
        Status = 201,
        Effect = Effect.Creates
    )]
    public Task<IResult> Record(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "receipts")] HttpRequest request,
        CancellationToken cancellation
    ) =>
        commands.CreateAsync<RecordReceipt>(
            request,
            async (id, body, caller) =>
            {
                var named = await contracts.SeenByAsync(caller, body.Allocations.Select(a => a.ContractId), cancellation);
                return RecordReceiptDecision.Decide(id, body, named, caller, Now);
            },
            cancellation
        );

    [Function("ConfirmReceipt")]
    [Allowed(Role.Office, Role.Company, Role.Finance)]
    [Operation(
        "Confirm what waits, as the payer or finance: the receipt, or its refund",
        Answer = typeof(ReceiptView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Confirm(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "receipts/{id}/confirm")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<NoContent>(
            request,
            id,
            async (receipt, _, caller) => ConfirmReceipt.Decide(receipt, await contracts.OfAsync(receipt, cancellation), caller, Now),
            cancellation
        );

    [Function("RefundReceipt")]
    [Allowed(Role.Office, Role.Company)]
    [Operation(
        "Record a refund, as the payee: it counts once it is confirmed",
        Body = typeof(RefundReceipt),
        Answer = typeof(ReceiptView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Refund(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "receipts/{id}/refund")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<RefundReceipt>(
            request,
            id,
            (receipt, body, caller) => RefundReceiptDecision.Decide(receipt, body, caller, Now),
            cancellation
        );

    [Function("WithdrawReceipt")]
    [Allowed(Role.Office, Role.Company)]
    [Operation(
        "Take back what waits for its confirmation: the receipt, or its refund",
        Answer = typeof(ReceiptView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Withdraw(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "receipts/{id}/withdraw")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ChangeAsync<NoContent>(request, id, (receipt, _, caller) => WithdrawReceipt.Decide(receipt, caller, Now), cancellation);

    [Function("SettleReceipt")]
    [Allowed(Role.Office, Role.Company, Role.Finance)]
    [Operation(
        "Book the technical part that was open while the contract's value was undetermined",
        Answer = typeof(ReceiptView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Settle(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "receipts/{id}/settle")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<NoContent>(
            request,
            id,
            async (receipt, _, caller) => SettleReceipt.Decide(receipt, await contracts.OfAsync(receipt, cancellation), caller, Now),
            cancellation
        );

    [Function("AttachReceiptPaper")]
    [Allowed(Role.Office, Role.Company)]
    [Operation(
        "Upload a bank slip, an invoice or another paper of the receipt; its type is told by its content",
        Answer = typeof(ReceiptPaper),
        Effect = Effect.Changes,
        BodyMediaTypes = [DocumentType.Pdf, DocumentType.Png, DocumentType.Jpeg, DocumentType.Ofd],
        Query = [
            "name!: The file's name",
            "kind!: bankSlip, invoice, refundSlip or other",
            "type: The media type, if it should be held against the content",
        ]
    )]
    public async Task<IResult> Attach(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "receipts/{id}/attachments")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        await using var file = new IncomingDocument();
        if (await file.ReceiveAsync(request, DocumentType.Papers, cancellation) is { } unfit)
            return new ProblemResult(unfit);
        var paper = new ReceiptPaper(
            request.Query["kind"].ToString(),
            request.Query["name"].ToString().Trim(),
            file.Sha256,
            file.Type,
            file.Size
        );
        return await commands.ChangeAsync(
            request,
            id,
            Ids.Sha256(Json.Write(paper)),
            async (loaded, caller) =>
            {
                var decided = AttachToReceipt.Decide(loaded.State!, paper, caller, Now);
                // The blob first, then the row that speaks of it.
                if (decided.Problem is null)
                    await documents.SaveAsync(id, file.Content, file.Type, CancellationToken.None);
                return decided;
            },
            _ => paper,
            cancellation
        );
    }

    [Function("GetReceiptPaper")]
    [Allowed]
    [Operation("A paper's document", AnswerMediaTypes = [DocumentType.Pdf, DocumentType.Png, DocumentType.Jpeg, DocumentType.Ofd])]
    public async Task<IResult> GetPaper(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "receipts/{id}/attachments/{sha256}")] HttpRequest request,
        string id,
        string sha256,
        CancellationToken cancellation
    )
    {
        var loaded = await receipts.LoadAsync(id, cancellation);
        if (!loaded.Exists || ReceiptAccess.Of(loaded.State!, request.Caller()) != ReceiptSight.Full)
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        if (loaded.State!.Papers.FirstOrDefault(p => p.Sha256 == sha256 && p.IsUploaded()) is not { } paper)
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        return await documents.AnswerAsync(id, sha256, paper.Type!, paper.Name, cancellation);
    }

    [Function("GetReceipt")]
    [Allowed]
    [Operation("A receipt, as the caller may see it", Answer = typeof(ReceiptView))]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "receipts/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ReadAsync(request, id, cancellation);
}
