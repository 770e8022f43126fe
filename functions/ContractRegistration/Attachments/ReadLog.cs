using Microsoft.AspNetCore.Http;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Attachments;

/// <summary>What was read of a contract.</summary>
public enum ReadKind
{
    /// <summary>The contract, by an official.</summary>
    Case,

    /// <summary>A document, by anyone who may.</summary>
    Attachment,
}

/// <summary>A read of a contract or its attachment.</summary>
/// <param name="Subject">The person's stable id.</param>
/// <param name="Organisation">The USCC that he acted for; null for officials.</param>
/// <param name="Sha256">Of an attachment: which document.</param>
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

/// <summary>The append-only log of who read a contract. The row is written before the document is sent, so no read goes unlogged.</summary>
public sealed class ReadLog(Lists lists, TimeProvider time)
{
    public static string ListOf(string contractId) => Lists.Log($"reads|{contractId}");

    /// <summary>Logs the read of a document.</summary>
    public Task AddAsync(string contractId, Caller caller, Attachment attachment, CancellationToken cancellation) =>
        AddAsync(contractId, caller, ReadKind.Attachment, attachment, cancellation);

    /// <summary>Logs the read of a contract by an official.</summary>
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
