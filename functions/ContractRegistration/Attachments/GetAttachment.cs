using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Attachments;

public sealed class GetAttachment(AggregateStore<Contract> contracts, DocumentStore documents, ReadLog reads)
{
    [Function("GetAttachment")]
    [Allowed]
    [Operation(
        "The file of an attachment",
        AnswerMediaTypes = [DocumentType.Pdf, DocumentType.Png, DocumentType.Jpeg, DocumentType.Ofd, DocumentType.Xlsx]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "contracts/{id}/attachments/{sha256}")] HttpRequest request,
        string id,
        string sha256,
        CancellationToken cancellation
    )
    {
        var loaded = await contracts.LoadAsync(id, cancellation);
        if (!loaded.Exists || !Visibility.SeesAttachments(loaded.State!, request.Caller()))
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        if (AttachmentsOf(loaded.State!).FirstOrDefault(a => a.Sha256 == sha256) is not { } attachment)
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        await reads.AddAsync(id, request.Caller(), attachment, cancellation);
        return await documents.AnswerAsync(id, sha256, attachment.Type, attachment.Name, cancellation);
    }

    internal static IEnumerable<Attachment> AttachmentsOf(Contract state) =>
        state.Attachments.Concat(state.ChangePapers).Concat(state.PendingChange?.Version.Attachments ?? []);
}
