using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.ContractRegistration.Receipts;

/// <summary>
/// For bank slips, invoices and refund slips. Until the receipt is confirmed, a file replaces an earlier one of the same kind and name.
/// </summary>
public sealed class AttachToReceipt(Commands<Receipt> commands, DocumentStore documents, TimeProvider time)
{
    [Function("AttachReceiptPaper")]
    [Allowed(Role.Office, Role.Company)]
    [Operation(
        "Upload a bank slip, an invoice or another voucher of the receipt; its type is read from its content",
        Answer = typeof(ReceiptAttachment),
        Effect = Effect.Changes,
        BodyMediaTypes = [DocumentType.Pdf, DocumentType.Png, DocumentType.Jpeg, DocumentType.Ofd],
        Query = [
            "name!: The file's name",
            "kind!: bankSlip, invoice, refundSlip or other",
            "type: The media type, to be compared with the content",
        ]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "receipts/{id}/attachments")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        await using var file = new IncomingDocument();
        if (await file.ReceiveAsync(request, DocumentType.AttachmentTypes, cancellation) is { } unfit)
            return new ProblemResult(unfit);
        var attachment = new ReceiptAttachment(
            request.Asked("kind") ?? "",
            request.Asked("name")?.Trim() ?? "",
            file.Sha256,
            file.Type,
            file.Size
        );
        return await commands.ChangeAsync(
            request,
            id,
            Ids.Sha256(Json.Write(attachment)),
            async (loaded, caller) =>
            {
                var decided = Decide(loaded.State!, attachment, caller, time.GetUtcNow());
                // Save the file before the state that refers to it, so that no state refers to a missing file.
                if (decided.Problem is null)
                    await documents.SaveAsync(id, file.Content, file.Type, CancellationToken.None);
                return decided;
            },
            _ => attachment,
            cancellation
        );
    }

    public static Outcome<Change<Receipt>> Decide(Receipt receipt, ReceiptAttachment attachment, Caller caller, DateTimeOffset now)
    {
        var problem =
            ReceiptLifeCycle.Attach.Against(receipt, caller)
            ?? Finding.Refusal(ReceiptRules.CheckAttachment(attachment.Kind, attachment.Name, ""));
        if (problem is not null)
            return problem;
        if (!DocumentType.AttachmentTypes.Contains(attachment.Type))
            return Problem.Of(Catalogue.UnsupportedMediaType, ("expected", string.Join(", ", DocumentType.AttachmentTypes)));

        var earlier = receipt.Papers.FirstOrDefault(p => p.Kind == attachment.Kind && p.Name == attachment.Name);
        if (earlier is { Sha256: { } announced, Size: null } && announced != attachment.Sha256)
            return Wrong(
                "sha256",
                new(
                    "上传的文件与登记到账时所列凭证不一致（文件已修改或者选错），请核对后重新上传。",
                    "The file differs from the one announced when the receipt was recorded: "
                        + "it was changed, or the wrong file was chosen. Check it and upload again."
                )
            );
        if (earlier is not null && receipt.Status != ReceiptStatus.Recorded)
            return Wrong(
                "name",
                new(
                    "到账已确认，原凭证不能替换，请使用其他文件名上传。",
                    "The receipt is confirmed, so its attachments cannot be replaced. Upload the file under another name."
                )
            );
        ReceiptAttachment[] attachments = [.. receipt.Papers.Where(p => p != earlier), attachment];
        if (attachments.Length > ReceiptRules.MaxAttachments)
            return Wrong(
                "",
                new(
                    $"一笔到账最多上传{ReceiptRules.MaxAttachments}份凭证，请合并后上传。",
                    $"A receipt can have at most {ReceiptRules.MaxAttachments} attachments. Merge some."
                )
            );
        return new Change<Receipt>(
            receipt with
            {
                Papers = attachments,
                Refusal = null,
            },
            new ReceiptAttachmentAdded(attachment, caller.Subject, now)
        );
    }

    private static Problem Wrong(string path, Text reason) => Problem.Of(Catalogue.InvalidValue, ("reason", reason)).At(path);
}

[WireName("ReceiptPaperAttached")]
public sealed record ReceiptAttachmentAdded(ReceiptAttachment Paper, string By, DateTimeOffset At);
