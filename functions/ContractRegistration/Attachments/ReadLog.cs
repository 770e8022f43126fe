using Microsoft.AspNetCore.Http;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Attachments;

public enum ReadKind
{
    /// <summary>An official read the contract itself; reads by its filer and parties are not logged.</summary>
    Case,

    /// <summary>An attachment was opened, by any user who may see it, not only by an official.</summary>
    Attachment,
}

/// <param name="Subject">Stable user id of the reader.</param>
/// <param name="Organisation">USCC of the organisation that the reader acted for; null for officials.</param>
/// <param name="Sha256">SHA-256 of the attachment; null if the contract itself was read.</param>
public sealed record ContractRead(
    DateTimeOffset At,
    ReadKind What,
    string Subject,
    string Name,
    string? Organisation,
    string? Sha256,
    string? PaperName,
    string? PaperKind
);

/// <summary>Append-only log of reads. An entry is written before the file is sent, so that no read is missing.</summary>
public sealed class ReadLog(Lists lists, TimeProvider time)
{
    public static string ListOf(string contractId) => Lists.Log($"reads|{contractId}");

    public Task AddAsync(string contractId, Caller caller, Attachment attachment, CancellationToken cancellation) =>
        AddAsync(contractId, caller, ReadKind.Attachment, attachment, cancellation);

    /// <summary>
    /// Logs an official's read of the contract itself; the filer's and the parties' own reads are not logged. The entry is written before
    /// the response is returned.
    /// </summary>
    public async Task<IResult> OfContractAsync(string contractId, Caller caller, Task<IResult> reading, CancellationToken cancellation)
    {
        var answer = await reading;
        var isOfficial = caller.Is(Role.Registrar) || caller.Is(Role.Approver) || caller.Is(Role.Finance) || caller.Is(Role.Auditor);
        if (isOfficial && answer is not ProblemResult)
            await AddAsync(contractId, caller, ReadKind.Case, null, cancellation);
        return answer;
    }

    private Task AddAsync(string contractId, Caller caller, ReadKind what, Attachment? attachment, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return lists.AppendAsync(
            ListOf(contractId),
            now,
            new ContractRead(
                now,
                what,
                caller.Subject,
                caller.Name,
                caller.Organisation,
                attachment?.Sha256,
                attachment?.Name,
                attachment?.Kind
            ),
            cancellation
        );
    }
}
