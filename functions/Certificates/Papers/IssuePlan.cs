using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.Storage;

namespace TechTransfer.Certificates.Papers;

/// <summary>What a message asks for: papers to issue, and things whose papers fall.</summary>
public sealed record IssuePlan(IReadOnlyList<PaperRequest> Papers, IReadOnlyList<Ending> Endings);

/// <summary>A paper that is due.</summary>
/// <param name="Subject">What it is about: an id of letters and digits.</param>
/// <param name="Edition">From 1.</param>
/// <param name="Content">What it says.</param>
/// <param name="Part">When one message asks for several papers of a kind: which of them. Letters and digits.</param>
public sealed record PaperRequest(string Subject, int Edition, PaperContent Content, string? Part = null)
{
    public PaperKey Key => new(Content.Describe().Kind, Subject, Edition, Part);
}

/// <summary>A contract, claim or grant has come to its end: all papers that rest on it fall with it.</summary>
/// <param name="Subject">Its id.</param>
/// <param name="Status">Cancelled or revoked.</param>
/// <param name="Reason">Why, for anyone.</param>
/// <param name="Remarks">The same in the words of who decided it.</param>
public sealed record Ending(string Subject, PaperStatus Status, Text Reason, string? Remarks = null);

/// <summary>Maps each message to what it asks for. The same message always comes to the same plan.</summary>
public sealed class IssuePlans(Outbox outbox)
{
    /// <exception cref="InvalidOperationException">Nothing is known of such messages.</exception>
    public async Task<IssuePlan> OfAsync(Envelope envelope, CancellationToken cancellation) => envelope.Type switch
    {
        nameof(ContractRegistered) => Of(await outbox.OpenAsync<ContractRegistered>(envelope, cancellation)),
        nameof(ContractChanged) => Of(await outbox.OpenAsync<ContractChanged>(envelope, cancellation)),
        nameof(ContractCancelled) => Of(await outbox.OpenAsync<ContractCancelled>(envelope, cancellation)),
        nameof(ContractRevoked) => Of(await outbox.OpenAsync<ContractRevoked>(envelope, cancellation)),
        nameof(GrantEnded) => Of(await outbox.OpenAsync<GrantEnded>(envelope, cancellation)),
        _ => throw new InvalidOperationException($"No paper is issued for {envelope.Type}."),
    };

    private static IssuePlan Of(ContractRegistered registered) => new([new(registered.ContractId, 1, new RegistrationContent(registered))], []);

    private static IssuePlan Of(ContractChanged changed) => new([new(changed.Contract.ContractId, changed.Edition, new RegistrationContent(changed.Contract))], []);

    private static IssuePlan Of(ContractCancelled cancelled) => new([], [new(cancelled.ContractId, PaperStatus.Cancelled,
        new("合同登记已由申请人注销。", "The registration was cancelled at its filer's request."), cancelled.Reason)]);

    private static IssuePlan Of(ContractRevoked revoked) => new([], [new(revoked.ContractId, PaperStatus.Revoked,
        new("合同登记已由登记机构撤销。", "The registration was revoked by the registrar."), revoked.Reason)]);

    private static IssuePlan Of(GrantEnded ended) => new([], [ended.Outcome == "takenBack"
        ? new(ended.GrantId, PaperStatus.Revoked, new("赋权已被单位收回。", "The grant was taken back by the organisation."), ended.Reason.Zh)
        : ended.Outcome == "terminated"
            ? new(ended.GrantId, PaperStatus.Cancelled, new("赋权已终止。", "The grant was terminated."), ended.Reason.Zh)
            : new(ended.GrantId, PaperStatus.Cancelled, new("赋权期限已届满。", "The grant has run out."), ended.Reason.Zh)]);
}
