using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Prechecks;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Registration;

/// <param name="Confidence">How certain the cited source is; absent without a source.</param>
/// <param name="Reason">The filer's reason for submitting despite a warning; null for errors and open warnings.</param>
/// <seealso cref="Finding"/>
public sealed record FindingView(
    string Code,
    Severity Severity,
    string Path,
    Text Message,
    string? Citation,
    Confidence? Confidence,
    string? Reason
)
{
    public static FindingView Of(Finding finding, IReadOnlyList<WarningReason> reasons) =>
        new(
            finding.Code,
            finding.Severity,
            finding.Path,
            finding.Message,
            finding.Citation?.AsReference().Zh,
            finding.Citation?.Confidence,
            finding.Severity == Severity.Warning
                ? reasons.FirstOrDefault(r => r.Code == finding.Code && r.Path == finding.Path)?.Reason
                : null
        );
}

public sealed record PrecheckView(Yuan? TechnicalAmount, IReadOnlyList<FindingView> Findings, Clock Clock, IReadOnlyList<Step> Explanation)
{
    public static PrecheckView Of(PrecheckResult result) =>
        new(result.TechnicalAmount, [.. result.Findings.Select(f => FindingView.Of(f, []))], result.Clock, result.Steps);
}

/// <summary>The organisation that filed the contract.</summary>
/// <param name="Name">Left out if it is no party of the contract.</param>
/// <param name="Contact">Contact and phone stand with the party too, and are left out for callers who may not see them.</param>
/// <seealso cref="Filer"/>
/// <seealso cref="Party"/>
public sealed record FilerView(string Organisation, string? Name, string? Contact, string? Phone);

/// <param name="Attached">False if the attachment is missing.</param>
/// <param name="FollowsWithin">Working days after the submission within which it may follow (容缺); left out if it must be there
/// then.</param>
/// <param name="ToFollowBy">Last day for sending it, as the filer promised; left out for none.</param>
/// <seealso cref="RequiredAttachment"/>
public sealed record RequiredAttachmentView(
    string Kind,
    Text Name,
    bool Attached,
    string Citation,
    int? FollowsWithin,
    DateOnly? ToFollowBy
);

/// <param name="Met">The registrar's answer; left out while the test is open.</param>
/// <seealso cref="TestAnswer"/>
public sealed record RecognitionTestView(string Code, Text Name, string Citation, bool? Met, string? Note);

/// <param name="ReturnedAt">Left out if an earlier release returned the contract.</param>
/// <param name="AnsweredAt">Left out until the contract is submitted again.</param>
/// <param name="Points">The points of the list, each with its answer.</param>
public sealed record CorrectionRoundView(
    DateTimeOffset? ReturnedAt,
    DateTimeOffset? AnsweredAt,
    IReadOnlyList<CorrectionRoundView.Point> Points
)
{
    /// <param name="Answer">How the filer met the point; left out until then.</param>
    public sealed record Point(string Code, string Message, string? Answer);

    public static CorrectionRoundView Of(CorrectionRound round) =>
        new(
            round.ReturnedAt,
            round.AnsweredAt,
            [
                .. round.Corrections.Select(
                    (c, i) => new Point(c.Code, c.Message, round.Answers.FirstOrDefault(a => a.Correction == i)?.Text)
                ),
            ]
        );
}

/// <param name="Version">The contract with the content of the change, and with status and clock of the examination of the change.</param>
public sealed record PendingChangeView(string Reason, ContractView Version);

/// <seealso cref="ContractContent"/>
/// <seealso cref="Contract"/>
/// <seealso cref="Examination"/>
[SchemaName("CaseView")]
public sealed record ContractView
{
    public required string Id { get; init; }
    public required ContractStatus Status { get; init; }
    public string? Number { get; init; }
    public string? NationalNumber { get; init; }

    /// <summary>True for an imported past registration; left out otherwise.</summary>
    public bool? Historical { get; init; }

    /// <summary>The organisation that filed the contract.</summary>
    public required FilerView Filer { get; init; }
    public required string Kind { get; init; }
    public required string Title { get; init; }
    public required IReadOnlyList<Party> Sellers { get; init; }
    public required IReadOnlyList<Party> Buyers { get; init; }
    public Party? Intermediary { get; init; }
    public required DateOnly SignedOn { get; init; }
    public required DateOnly EffectiveFrom { get; init; }
    public required DateOnly EffectiveTo { get; init; }

    /// <summary>Days that are left for the registration, which comes before the end of the term; below zero afterwards. Left out once the
    /// contract is decided, and for a change.</summary>
    public int? DaysToTermEnd { get; init; }
    public Yuan? ContractValue { get; init; }
    public required ValueStatus ValueStatus { get; init; }
    public required string Currency { get; init; }
    public decimal? OriginalValue { get; init; }
    public decimal? ExchangeRate { get; init; }
    public DateOnly? ExchangeRateOn { get; init; }
    public required IReadOnlyList<InKindPart> InKind { get; init; }

    /// <summary>The registrar's cost lines after the assessment; before it, the filer's cost lines.</summary>
    public required IReadOnlyList<CostLine> CostLines { get; init; }

    /// <summary>The filer's cost lines; left out until the contract is assessed.</summary>
    public IReadOnlyList<CostLine>? ClaimedCostLines { get; init; }
    public Yuan? ClaimedTechnicalAmount { get; init; }

    /// <summary>技术交易额 as assessed, yuan; left out before the assessment.</summary>
    public Yuan? TechnicalAmount { get; init; }

    /// <summary>技术交易额 by the filer's cost lines, yuan; left out once the contract is assessed, and while the lines have errors.</summary>
    public Yuan? ComputedTechnicalAmount { get; init; }

    public IReadOnlyList<Step>? Explanation { get; init; }
    public required PaymentMode PaymentMode { get; init; }
    public required IReadOnlyList<Instalment> Instalments { get; init; }
    public Royalty? Royalty { get; init; }
    public Equity? Equity { get; init; }
    public required string TechnicalField { get; init; }
    public required string IpKind { get; init; }
    public IReadOnlyList<IpRight>? IpRights { get; init; }
    public string? AchievementId { get; init; }
    public string? LinkedContract { get; init; }
    public Licence? Licence { get; init; }
    public required string PlanSource { get; init; }
    public required string Industry { get; init; }
    public required string SocioEconomicGoal { get; init; }
    public required bool RelatedParty { get; init; }
    public decimal? RelatedOwnership { get; init; }
    public string? ImportExportNumber { get; init; }
    public required string Language { get; init; }
    public IReadOnlyList<string>? RestrictiveClauses { get; init; }
    public IReadOnlyList<Attachment>? Attachments { get; init; }

    /// <summary>The attachments that the contract needs; left out after the decision.</summary>
    public IReadOnlyList<RequiredAttachmentView>? RequiredAttachments { get; init; }
    public string? RuleSet { get; init; }
    public Clock? Clock { get; init; }

    /// <summary>Parties for which a zone confirmation overrides the filer's <c>inZone</c>.</summary>
    public IReadOnlyList<ConfirmedZone>? ConfirmedZones { get; init; }
    public IReadOnlyList<FindingView>? Findings { get; init; }
    public IReadOnlyList<Correction>? Corrections { get; init; }

    /// <summary>All returns for correction with the filer's answers, the oldest first.</summary>
    public IReadOnlyList<CorrectionRoundView>? CorrectionRounds { get; init; }

    /// <summary>The registrar's remarks of the assessment.</summary>
    public string? Remarks { get; init; }

    /// <summary>Why the registration was refused; absent if it was not.</summary>
    public Refusal? Refusal { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    public DateOnly? RegisteredOn { get; init; }

    /// <summary>Number of the edition: 1 for the contract as first registered; left out before the registration.</summary>
    public int? Edition { get; init; }
    public DateOnly? ChangedOn { get; init; }

    public IReadOnlyList<TestAnswer>? Checks { get; init; }

    /// <summary>The tests for recognition of the kind; left out after the decision.</summary>
    public IReadOnlyList<RecognitionTestView>? RecognitionTests { get; init; }

    /// <summary>Hints about other contracts; only for registrars, approvers and auditors.</summary>
    public IReadOnlyList<FindingView>? Hints { get; init; }

    /// <summary>Other contracts of a party with the same title, possibly filed twice; only for registrars, approvers and auditors who read
    /// the contract by itself.</summary>
    public IReadOnlyList<OtherFiling>? OtherFilings { get; init; }
    public PendingChangeView? PendingChange { get; init; }
    public IReadOnlyList<Attachment>? ChangePapers { get; init; }
    public Objection? Objection { get; init; }
    public Ending? Ending { get; init; }

    /// <summary>A revocation that another registrar must confirm or reject; only for registrars, approvers and auditors.</summary>
    public RevocationProposal? RevocationProposal { get; init; }

    /// <summary>Stable user id of the assigned registrar; only for registrars, approvers and auditors.</summary>
    public string? AssignedTo { get; init; }

    /// <summary>The actions that are possible in the status: those of the caller, and those for which the contract waits for others. Left
    /// out in the version of a pending change, whose actions stand with those of the contract.</summary>
    public IReadOnlyList<ActionView>? Actions { get; init; }
    public required long Version { get; init; }

    /// <summary>Throws for callers who may not see the contract; commands answer such callers with 404 before.</summary>
    /// <param name="rules">For what follows from the rules, such as the findings of a draft, which are not stored; null leaves it
    /// out.</param>
    public static ContractView Of(Contract state, Caller caller, long version, RuleBook? rules = null, DateOnly today = default)
    {
        var visible = new VisibleContract(state, caller);
        if (visible.Sight == Sight.None)
            throw new InvalidOperationException($"{caller.Subject} may not see contract {state.Id}.");
        return Of(state, visible, version, rules, today) with
        {
            Actions = rules is null ? null : ContractLifeCycle.ActionsFor(state.Under(rules), caller),
        };
    }

    private static ContractView Of(Contract state, VisibleContract visible, long version, RuleBook? rules, DateOnly today)
    {
        var (content, full) = (state.Content, visible.IsFull);
        var check =
            state.Status == ContractStatus.Draft && rules is not null
                ? Precheck.Run(content, state.Attachments, rules, today, isChange: state.Edition > 1)
                : null;
        var findings = check?.Findings ?? state.Findings;
        // Null after the decision.
        var open = IsDecided(state.Status) || rules is null ? null : RulesOf(state, rules, today);
        return new()
        {
            Id = state.Id,
            Status = state.Status,
            Number = state.Number,
            NationalNumber = state.NationalNumber,
            Historical = state.Historical ? true : null,
            Filer = FilerOf(state, visible),
            Kind = state.Kind,
            Title = content.Title,
            Sellers = [.. content.Sellers.Select(visible.CurrentParty)],
            Buyers = [.. content.Buyers.Select(visible.CurrentParty)],
            Intermediary = content.Intermediary is { } intermediary ? visible.CurrentParty(intermediary) : null,
            SignedOn = content.SignedOn,
            EffectiveFrom = content.EffectiveFrom,
            EffectiveTo = content.EffectiveTo,
            DaysToTermEnd = open is null || state.Edition > 1 ? null : content.EffectiveTo.DayNumber - today.DayNumber,
            ContractValue = content.ContractValue,
            ValueStatus = content.ValueStatus,
            Currency = content.Currency,
            OriginalValue = content.OriginalValue,
            ExchangeRate = content.ExchangeRate,
            ExchangeRateOn = content.ExchangeRateOn,
            InKind = content.InKind,
            CostLines = state.Assessment?.CostLines ?? content.CostLines,
            ClaimedCostLines = state.Assessment is null ? null : content.CostLines,
            ClaimedTechnicalAmount = content.ClaimedTechnicalAmount,
            TechnicalAmount = state.Assessment?.TechnicalAmount,
            ComputedTechnicalAmount =
                state.Assessment is not null || open is null ? null
                : state.Status == ContractStatus.Draft ? check?.TechnicalAmount
                : content.ContractValue is { } value ? Amounts.TechnicalAmount.Of(value, content.CostLines, open).Amount
                : null,
            Explanation = state.Assessment?.Steps,
            PaymentMode = content.PaymentMode,
            Instalments = content.Instalments,
            Royalty = content.Royalty,
            Equity = content.Equity,
            TechnicalField = content.TechnicalField,
            IpKind = content.IpKind,
            IpRights = full ? content.IpRights : null,
            AchievementId = content.AchievementId,
            LinkedContract = content.LinkedContract,
            Licence = content.Licence,
            PlanSource = content.PlanSource,
            Industry = content.Industry,
            SocioEconomicGoal = content.SocioEconomicGoal,
            RelatedParty = content.RelatedParty,
            RelatedOwnership = content.RelatedOwnership,
            ImportExportNumber = content.ImportExportNumber,
            Language = content.Language,
            RestrictiveClauses = full ? content.RestrictiveClauses : null,
            Attachments = full ? state.Attachments : null,
            RequiredAttachments = full ? open?.Papers.Where(p => p.IsNeededFor(content)).Select(Required).ToArray() : null,
            RuleSet = state.RuleSet,
            Clock = state.Clock,
            ConfirmedZones = state.ConfirmedZones.Count > 0 ? state.ConfirmedZones : null,
            Findings = full ? [.. findings.Select(f => FindingView.Of(f, state.Reasons))] : null,
            Corrections = full && state.Corrections.Count > 0 ? state.Corrections : null,
            CorrectionRounds = full && state.CorrectionRounds.Count > 0 ? [.. state.CorrectionRounds.Select(CorrectionRoundView.Of)] : null,
            Remarks = full ? state.Assessment?.Remarks : null,
            Refusal = full ? state.Refusal : null,
            SubmittedAt = state.SubmittedAt,
            RegisteredOn = state.RegisteredOn,
            Edition = state.Number is null ? null : state.Edition,
            ChangedOn = state.ChangedOn,
            Checks = full && state.Assessment is { Checks.Count: > 0 } assessed ? assessed.Checks : null,
            RecognitionTests = full ? open?.TestsOf(state.Kind).Select(Test).ToArray() : null,
            Hints = visible.IsInside && state.Hints.Count > 0 ? [.. state.Hints.Select(f => FindingView.Of(f, []))] : null,
            PendingChange = state.PendingChange is { } change
                ? new(change.Reason, Of(change.AsContract(state), visible.OfChange(change.AsContract(state)), version, rules, today))
                : null,
            ChangePapers = full && state.ChangePapers.Count > 0 ? state.ChangePapers : null,
            Objection = state.Objection,
            Ending = state.Ending,
            RevocationProposal = visible.IsInside && state.Status == ContractStatus.Registered ? state.RevocationProposal : null,
            AssignedTo = visible.IsInside ? state.AssignedTo : null,
            Version = version,
        };

        RequiredAttachmentView Required(RequiredAttachment paper) =>
            new(
                paper.Kind,
                paper.Name,
                state.Attachments.Any(a => a.Kind == paper.Kind),
                paper.Citation.AsReference().Zh,
                paper.FollowsWithin,
                state.ToFollow.FirstOrDefault(f => f.Kind == paper.Kind)?.By
            );

        RecognitionTestView Test(NamedRule test)
        {
            var answer = state.Assessment?.Checks.FirstOrDefault(c => c.Code == test.Code);
            return new(test.Code, test.Name, test.Citation.AsReference().Zh, answer?.Met, answer?.Note);
        }
    }

    private static bool IsDecided(ContractStatus status) =>
        status
            is not (
                ContractStatus.Draft
                or ContractStatus.Submitted
                or ContractStatus.Returned
                or ContractStatus.Accepted
                or ContractStatus.UnderReview
                or ContractStatus.ExpertReview
            );

    private static RuleSet RulesOf(Contract state, RuleBook rules, DateOnly today) =>
        state.RuleSet is { } pinned ? rules.RuleSets.Pinned(pinned) : rules.RuleSets.InForceOn(today);

    private static FilerView FilerOf(Contract state, VisibleContract visible)
    {
        var party = state.FilingParty();
        var shown = party is null ? null : visible.Party(party);
        return new(state.Filer.Organisation, shown?.Name, shown?.Contact, shown?.Phone);
    }
}
