using System.Globalization;
using TechTransfer.Certificates.Kinds;
using TechTransfer.Certificates.Wordings;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.Storage;

namespace TechTransfer.Certificates.Papers;

/// <summary>What a message asks for: papers to issue, and things whose papers fall.</summary>
/// <param name="Papers">To issue.</param>
/// <param name="Endings">What comes to its end.</param>
/// <param name="Awaits">What is not known yet and the rest of the papers needs: the message must come again. Null when the plan is whole.</param>
public sealed record IssuePlan(IReadOnlyList<PaperRequest> Papers, IReadOnlyList<Ending> Endings, string? Awaits = null);

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
/// <param name="Version">Where a later message can tell the same end once more: what tells one end from the next. Else the message's version does.</param>
public sealed record Ending(string Subject, PaperStatus Status, Text Reason, string? Remarks = null, long? Version = null);

/// <summary>Maps each message to what it asks for. The same message always comes to the same plan, once what it needs is known.</summary>
public sealed class IssuePlans(Outbox outbox, RegisteredFacts contracts, PaperWordings wordings)
{
    /// <exception cref="InvalidOperationException">Nothing is known of such messages.</exception>
    public async Task<IssuePlan> OfAsync(Envelope envelope, CancellationToken cancellation)
    {
        Task<T> OpenAsync<T>() => outbox.OpenAsync<T>(envelope, cancellation);
        return envelope.Type switch
        {
            MessageNames.CorrectionRequested => Of(await OpenAsync<CorrectionRequested>()),
            MessageNames.RefusalDecided => Of(await OpenAsync<RefusalDecided>()),
            MessageNames.RefusalLifted => Of(await OpenAsync<RefusalLifted>()),
            MessageNames.ContractRegistered => Of(await OpenAsync<ContractRegistered>()),
            MessageNames.ContractChanged => await OfAsync(await OpenAsync<ContractChanged>(), cancellation),
            MessageNames.ContractCancelled => await OfAsync(await OpenAsync<ContractCancelled>(), cancellation),
            MessageNames.ContractRevoked => await OfAsync(await OpenAsync<ContractRevoked>(), cancellation),
            MessageNames.ReceiptConfirmed => await OfReceiptAsync(await OpenAsync<ReceiptConfirmed>(), cancellation),
            MessageNames.ReceiptRefunded => await OfReceiptAsync(await OpenAsync<ReceiptRefunded>(), cancellation),
            MessageNames.RewardNoticeOpened => Of(await OpenAsync<RewardNoticeOpened>()),
            MessageNames.RewardDecided => Of(await OpenAsync<RewardDecided>()),
            MessageNames.RewardClawedBack => Of(await OpenAsync<RewardClawedBack>()),
            MessageNames.GrantNoticeOpened => Of(await OpenAsync<GrantNoticeOpened>()),
            MessageNames.GrantAgreementSigned => Of(await OpenAsync<GrantAgreementSigned>()),
            MessageNames.GrantEnteredIntoForce => Of(await OpenAsync<GrantEnteredIntoForce>()),
            MessageNames.GrantEnded => Of(await OpenAsync<GrantEnded>()),
            MessageNames.DistributionNoticeOpened => Of(await OpenAsync<DistributionNoticeOpened>()),
            MessageNames.DistributionApproved => Of(await OpenAsync<DistributionApproved>()),
            MessageNames.DistributionClawedBack => Of(await OpenAsync<DistributionClawedBack>()),
            _ => throw new Failure($"No paper is issued for {envelope.Type}."),
        };
    }

    // A later round is a notice of its own: the earlier one stays what it was.
    private static IssuePlan Of(CorrectionRequested request) => new([new(request.CaseId, 1, new CorrectionContent(request), Round(request.Round))], []);

    private IssuePlan Of(RefusalDecided refusal) => new([new(refusal.CaseId, 1, new RefusalContent(refusal, wordings.InForceOn(refusal.RefusedOn).Remedy), Round(refusal.Round))], []);

    private static IssuePlan Of(RefusalLifted lifted) => new([], [new(RefusalContent.Subject(lifted.CaseId, lifted.Round), PaperStatus.Cancelled,
        new("异议成立，已重新审查，原决定不再有效。", "An objection was upheld: the case is examined again."))]);

    private static IssuePlan Of(ContractRegistered registered) => new([new(registered.ContractId, 1, new RegistrationContent(registered))], []);

    private async Task<IssuePlan> OfAsync(ContractChanged changed, CancellationToken cancellation)
    {
        var contract = changed.Contract.ContractId;
        var registration = new PaperRequest(contract, changed.Edition, new RegistrationContent(changed.Contract));
        // What prints figures of the edition before is no longer true.
        var ending = new Ending(RegistrationContent.EditionOf(contract, changed.Edition - 1), PaperStatus.Superseded,
            new("合同登记已变更，本文书所载内容不再是现行登记。", "The registration was changed: this paper prints what stood before."), Version: changed.Edition);
        return await contracts.FindAsync(contract, changed.Edition - 1, cancellation) is { } before
            ? new([registration, new(contract, 1, new ChangeContent(before, changed), Edition(changed.Edition))], [ending])
            : new([registration], [ending], $"edition {changed.Edition - 1} of {contract}");
    }

    private Task<IssuePlan> OfAsync(ContractCancelled cancelled, CancellationToken cancellation) => EndAsync(
        new(cancelled.ContractId, PaperStatus.Cancelled, new("合同登记已由申请人注销。", "The registration was cancelled at its filer's request."), cancelled.Reason),
        cancelled.Edition, contract => new(contract, cancelled.CancelledOn, cancelled.Reason, Remedy: null), cancellation);

    private Task<IssuePlan> OfAsync(ContractRevoked revoked, CancellationToken cancellation) => EndAsync(
        new(revoked.ContractId, PaperStatus.Revoked, new("合同登记已由登记机构撤销。", "The registration was revoked by the registrar."), revoked.Reason),
        revoked.Edition, contract => new(contract, revoked.RevokedOn, revoked.Reason, wordings.InForceOn(revoked.RevokedOn).Remedy), cancellation);

    private async Task<IssuePlan> EndAsync(Ending ending, int edition, Func<ContractRegistered, CancellationContent> notice, CancellationToken cancellation) =>
        await contracts.FindAsync(ending.Subject, edition, cancellation) is { } contract
            ? new([new(ending.Subject, 1, notice(contract))], [ending])
            : new([], [ending], $"edition {edition} of {ending.Subject}");

    // A sheet for each contract that the money was for, once its technical part is settled; a refund makes the next edition.
    private async Task<IssuePlan> OfReceiptAsync(ReceiptMessage receipt, CancellationToken cancellation)
    {
        var sheets = new List<PaperRequest>();
        string? awaited = null;
        foreach (var part in receipt.Allocations.Where(a => a is { TechnicalAmount: not null, Historical: false }))
        {
            if (await contracts.NewestAsync(part.ContractId, cancellation) is not { Content: RegistrationContent registration } paper)
            {
                awaited = $"the registration of {part.ContractId}";
                continue;
            }
            ReceiptAllocation[] refunds = [.. receipt.Refunds.SelectMany(r => r.Allocations).Where(a => a.ContractId == part.ContractId)];
            var content = new IncomeContent(registration.Contract, paper.Key.Edition, receipt.ReceiptId, receipt.Payee, receipt.Payer, receipt.ReceivedOn,
                part.Amount, refunds.Sum(r => r.Amount), part.TechnicalAmount!.Value - refunds.Sum(r => r.TechnicalAmount ?? Yuan.Zero));
            sheets.Add(new(part.ContractId, 1 + refunds.Length, content, receipt.ReceiptId));
        }
        return new(sheets, [], awaited);
    }

    private IssuePlan Of(RewardNoticeOpened notice) => new([new(notice.Reward.ClaimId, notice.Reward.Edition, new RewardNoticeContent(notice, RewardOffice(notice.From)))], []);

    private IssuePlan Of(RewardDecided decided) => new([new(decided.Reward.ClaimId, decided.Reward.Edition, new RewardDecisionContent(decided, RewardOffice(decided.DecidedOn)))], []);

    private IssuePlan Of(RewardClawedBack clawedBack) => new([new(clawedBack.Reward.ClaimId, clawedBack.Reward.Edition, new RewardClawbackContent(clawedBack, RewardOffice(clawedBack.On)))], []);

    private string RewardOffice(DateOnly day) => wordings.InForceOn(day).RewardOffice.Name.Zh;

    private static IssuePlan Of(GrantNoticeOpened notice) => new([new(notice.Grant.GrantId, notice.Grant.Edition, new GrantNoticeContent(notice))], []);

    private static IssuePlan Of(GrantAgreementSigned agreement) => new([new(agreement.Grant.GrantId, agreement.Grant.Edition, new AgreementContent(agreement))], []);

    private static IssuePlan Of(GrantEnteredIntoForce grant) => new([new(grant.Grant.GrantId, grant.Grant.Edition, new GrantContent(grant))], []);

    private static IssuePlan Of(GrantEnded ended) => new([], [ended.Outcome == "takenBack"
        ? new(ended.Grant.GrantId, PaperStatus.Revoked, new("赋权已被单位收回。", "The grant was taken back by the organisation."), ended.Reason.Zh)
        : ended.Outcome == "terminated"
            ? new(ended.Grant.GrantId, PaperStatus.Cancelled, new("赋权已终止。", "The grant was terminated."), ended.Reason.Zh)
            : new(ended.Grant.GrantId, PaperStatus.Cancelled, new("赋权期限已届满。", "The grant has run out."), ended.Reason.Zh)]);

    private static IssuePlan Of(DistributionNoticeOpened notice) => new([new(notice.Distribution.DistributionId, notice.Distribution.Edition, new DistributionNoticeContent(notice))], []);

    private static IssuePlan Of(DistributionApproved approved) => Statements(approved.Distribution, approved.ApprovedOn, approved.PayUntil, clawedBack: null);

    private static IssuePlan Of(DistributionClawedBack clawedBack) => Statements(clawedBack.Distribution, clawedBack.On, payUntil: null, clawedBack.Reason);

    // One for each person: nobody reads in his what another gets.
    private static IssuePlan Statements(DistributionStanding of, DateOnly on, DateOnly? payUntil, Text? clawedBack) => new(
        [.. of.Awards.Select(award => new PaperRequest(of.DistributionId, of.Edition,
            new DistributionContent(of.AchievementName, of.Payer, of.ContractNumber, of.IncomeOn, award, on, payUntil, clawedBack), award.Person))], []);

    private static string Round(int round) => string.Create(CultureInfo.InvariantCulture, $"round{round}");

    private static string Edition(int edition) => string.Create(CultureInfo.InvariantCulture, $"edition{edition}");
}
