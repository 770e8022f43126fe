using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.ContractRegistration.Receipts;

public sealed class GetReceiptAttachment(AggregateStore<Receipt> receipts, DocumentStore documents)
{
    [Function("GetReceiptPaper")]
    [Allowed]
    [Operation("The file of an attachment", AnswerMediaTypes = [DocumentType.Pdf, DocumentType.Png, DocumentType.Jpeg, DocumentType.Ofd])]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "receipts/{id}/attachments/{sha256}")] HttpRequest request,
        string id,
        string sha256,
        CancellationToken cancellation
    )
    {
        var loaded = await receipts.LoadAsync(id, cancellation);
        if (!loaded.Exists || ReceiptAccess.Of(loaded.State!, request.Caller()) != ReceiptSight.Full)
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        if (loaded.State!.Papers.FirstOrDefault(p => p.Sha256 == sha256 && p.IsUploaded()) is not { } attachment)
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        return await documents.AnswerAsync(id, sha256, attachment.Type!, attachment.Name, cancellation);
    }
}
