using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Attachments;

/// <summary>
/// Adds an attachment; it replaces an earlier one of the same kind and name. On a registered contract it is kept for the next change.
/// </summary>
public sealed class Attach(Commands<Contract> commands, DocumentStore documents, RuleBook rules, TimeProvider time)
{
    private const int MaxAttachments = 50;
    private const int LongestName = 200;

    [Function("AttachPaper")]
    [Allowed(Role.Office, Role.Company)]
    [Operation(
        "Upload an attachment to a draft or returned contract, or to a registered one before a change; its type is read from its content",
        Answer = typeof(Attachment),
        Effect = Effect.Changes,
        BodyMediaTypes = [DocumentType.Pdf, DocumentType.Png, DocumentType.Jpeg, DocumentType.Ofd, DocumentType.Xlsx],
        Query = ["name!: The file's name", "kind!: The kind of attachment", "type: The media type, to be compared with the content"]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/attachments")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        await using var file = new IncomingDocument();
        if (await file.ReceiveAsync(request, MediaTypes, cancellation) is { } unfit)
            return new ProblemResult(unfit);
        var attachment = new Attachment(
            request.Asked("name")?.Trim() ?? "",
            request.Asked("kind") ?? "",
            file.Type,
            file.Sha256,
            file.Size
        );
        var sent = Ids.Sha256(Json.Write(attachment));
        return await commands.ChangeAsync(
            request,
            id,
            sent,
            async (loaded, caller) =>
            {
                var decided = Decide(loaded.State!, attachment, caller, rules, time.GetUtcNow());
                // Save the file before the state that refers to it, so that no state refers to a missing file.
                if (decided.Problem is null)
                    await documents.SaveAsync(id, file.Content, file.Type, CancellationToken.None);
                return decided;
            },
            _ => attachment,
            cancellation
        );
    }

    public static IReadOnlyList<string> MediaTypes { get; } = [.. DocumentType.AttachmentTypes, DocumentType.Xlsx];

    public static Outcome<Change<Contract>> Decide(
        Contract state,
        Attachment attachment,
        Caller caller,
        RuleBook rules,
        DateTimeOffset now
    ) => state.OnOpenVersion(version => DecideOn(version, attachment, caller, rules, now));

    internal static IReadOnlyList<Attachment> With(IReadOnlyList<Attachment> attachments, Attachment attachment) =>
        [.. attachments.Where(a => a.Kind != attachment.Kind || a.Name != attachment.Name), attachment];

    private static Outcome<Change<Contract>> DecideOn(
        Contract state,
        Attachment attachment,
        Caller caller,
        RuleBook rules,
        DateTimeOffset now
    )
    {
        var problem = ContractLifeCycle.Attach.Against(state, caller) ?? Check(attachment, rules.RuleSets.InForceOn(now.ChinaDate()));
        if (problem is not null)
            return problem;

        var isExamined = state.Status is not (ContractStatus.Draft or ContractStatus.Returned or ContractStatus.Registered);
        if (isExamined && Access.Outstanding(state).All(f => f.Kind != attachment.Kind))
            return Wrong(
                "kind",
                new(
                    "审核期间只能补交容缺材料，请核对材料类别。",
                    "During the examination, only attachments that were to follow are taken. Check the kind."
                )
            );

        // The registered version must not change: keep the attachment until the change is filed.
        var isForChange = state.Status == ContractStatus.Registered;
        var attachments = With(isForChange ? state.ChangePapers : state.Attachments, attachment);
        if (attachments.Count + (isForChange ? state.Attachments.Count : 0) > MaxAttachments)
            return Wrong(
                "",
                new(
                    $"该事项最多上传{MaxAttachments}份材料，请合并后上传。",
                    $"A contract can have at most {MaxAttachments} attachments. Merge some."
                )
            );
        return new Change<Contract>(
            isForChange ? state with { ChangePapers = attachments } : state with { Attachments = attachments },
            isExamined ? new AttachmentFollowed(attachment, caller.Subject, now) : null
        );
    }

    public static Problem? Check(Attachment attachment, RuleSet rules)
    {
        if (rules.Papers.All(p => p.Kind != attachment.Kind))
        {
            var kinds = Text.JoinLong(rules.Papers.Select(p => p.Name));
            return Wrong(
                "kind",
                new(
                    $"所填材料种类“{attachment.Kind}”不在可选范围内，请从以下种类中选择：{kinds.Zh}。",
                    $"There is no attachment of the kind '{attachment.Kind}'. Choose one of: {kinds.En}."
                )
            );
        }
        if (!MediaTypes.Contains(attachment.Type))
            return Problem.Of(Catalogue.UnsupportedMediaType, ("expected", string.Join(", ", MediaTypes)));
        if (attachment.Name.Length is 0 or > LongestName || attachment.Name.Any(c => char.IsControl(c) || c is '/' or '\\'))
        {
            return Wrong(
                "name",
                new(
                    $"文件名应为1至{LongestName}个字符，不含斜杠和控制字符，请修改文件名。",
                    $"The file name must have 1 to {LongestName} characters, without slashes or control characters. Rename the file."
                )
            );
        }
        if (attachment.Size > IncomingDocument.Largest)
            return Problem.Of(Catalogue.BodyTooLarge, ("limit", Text.OfBytes(IncomingDocument.Largest)));
        return attachment.Size > 0 ? null : Wrong("", new("上传的文件没有内容，请重新选择文件。", "The file is empty. Choose another."));
    }

    private static Problem Wrong(string path, Text reason) => Problem.Of(Catalogue.InvalidValue, ("reason", reason)).At(path);
}

/// <summary>An attachment that was to follow (容缺) came in during the examination.</summary>
[WireName("AttachmentFollowed")]
public sealed record AttachmentFollowed(Attachment Attachment, string By, DateTimeOffset At) : ContractEvent;
