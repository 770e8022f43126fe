using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Prechecks;

namespace TechTransfer.ContractRegistration.Registration;

/// <param name="Reason">The filer's reason for submitting despite a warning; null for errors and open warnings.</param>
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

/// <param name="Version">The contract with the content of the change, and with status and clock of the examination of the change.</param>
public sealed record PendingChangeView(string Reason, ContractView Version);

[SchemaName("CaseView")]
public sealed record ContractView
{
    public required string Id { get; init; }
    public required ContractStatus Status { get; init; }
    public string? Number { get; init; }
    public string? NationalNumber { get; init; }

    /// <summary>True for an imported past registration; left out otherwise.</summary>
    public bool? Historical { get; init; }
    public required string Kind { get; init; }
    public required string Title { get; init; }
    public required IReadOnlyList<Party> Sellers { get; init; }
    public required IReadOnlyList<Party> Buyers { get; init; }
    public Party? Intermediary { get; init; }
    public required DateOnly SignedOn { get; init; }
    public required DateOnly EffectiveFrom { get; init; }
    public required DateOnly EffectiveTo { get; init; }
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
    public string? RuleSet { get; init; }
    public Clock? Clock { get; init; }

    /// <summary>Parties for which a zone confirmation overrides the filer's <c>inZone</c>.</summary>
    public IReadOnlyList<ConfirmedZone>? ConfirmedZones { get; init; }
    public IReadOnlyList<FindingView>? Findings { get; init; }
    public IReadOnlyList<Correction>? Corrections { get; init; }
    public string? Remarks { get; init; }
    public Refusal? Refusal { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    public DateOnly? RegisteredOn { get; init; }

    /// <summary>1 for the contract as first registered; left out before the registration.</summary>
    public int? Edition { get; init; }
    public DateOnly? ChangedOn { get; init; }

    public IReadOnlyList<TestAnswer>? Checks { get; init; }

    /// <summary>Hints about other contracts; only for registrars, approvers and auditors.</summary>
    public IReadOnlyList<FindingView>? Hints { get; init; }
    public PendingChangeView? PendingChange { get; init; }
    public IReadOnlyList<Attachment>? ChangePapers { get; init; }
    public Objection? Objection { get; init; }
    public Ending? Ending { get; init; }

    /// <summary>Stable user id of the assigned registrar; only for registrars, approvers and auditors.</summary>
    public string? AssignedTo { get; init; }
    public required long Version { get; init; }

    /// <summary>Throws for callers who may not see the contract; commands answer such callers with 404 before.</summary>
    /// <param name="ofDraft">
    /// Returns the current findings of the pre-check on a draft; null to show the findings stored in the draft.
    /// </param>
    public static ContractView Of(Contract state, Caller caller, long version, Func<Contract, IReadOnlyList<Finding>>? ofDraft = null)
    {
        var visible = new VisibleContract(state, caller);
        if (visible.Sight == Sight.None)
            throw new InvalidOperationException($"{caller.Subject} may not see contract {state.Id}.");
        return Of(state, visible, version, ofDraft ?? (draft => draft.Findings));
    }

    private static ContractView Of(Contract state, VisibleContract visible, long version, Func<Contract, IReadOnlyList<Finding>> ofDraft)
    {
        var (content, full) = (state.Content, visible.IsFull);
        var findings = state.Status == ContractStatus.Draft && full ? ofDraft(state) : state.Findings;
        return new()
        {
            Id = state.Id,
            Status = state.Status,
            Number = state.Number,
            NationalNumber = state.NationalNumber,
            Historical = state.Historical ? true : null,
            Kind = state.Kind,
            Title = content.Title,
            Sellers = [.. content.Sellers.Select(visible.CurrentParty)],
            Buyers = [.. content.Buyers.Select(visible.CurrentParty)],
            Intermediary = content.Intermediary is { } intermediary ? visible.CurrentParty(intermediary) : null,
            SignedOn = content.SignedOn,
            EffectiveFrom = content.EffectiveFrom,
            EffectiveTo = content.EffectiveTo,
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
            RuleSet = state.RuleSet,
            Clock = state.Clock,
            ConfirmedZones = state.ConfirmedZones.Count > 0 ? state.ConfirmedZones : null,
            Findings = full ? [.. findings.Select(f => FindingView.Of(f, state.Reasons))] : null,
            Corrections = full && state.Corrections.Count > 0 ? state.Corrections : null,
            Remarks = full ? state.Assessment?.Remarks : null,
            Refusal = full ? state.Refusal : null,
            SubmittedAt = state.SubmittedAt,
            RegisteredOn = state.RegisteredOn,
            Edition = state.Number is null ? null : state.Edition,
            ChangedOn = state.ChangedOn,
            Checks = full && state.Assessment is { Checks.Count: > 0 } assessed ? assessed.Checks : null,
            Hints = visible.IsInside && state.Hints.Count > 0 ? [.. state.Hints.Select(f => FindingView.Of(f, []))] : null,
            PendingChange = state.PendingChange is { } change
                ? new(change.Reason, Of(change.AsContract(state), visible.OfChange(change.AsContract(state)), version, ofDraft))
                : null,
            ChangePapers = full && state.ChangePapers.Count > 0 ? state.ChangePapers : null,
            Objection = state.Objection,
            Ending = state.Ending,
            AssignedTo = visible.IsInside ? state.AssignedTo : null,
            Version = version,
        };
    }
}
