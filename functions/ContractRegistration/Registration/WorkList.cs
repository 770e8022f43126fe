using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>The contracts and changes that wait for the registration office, the oldest first.</summary>
public static class WorkList
{
    public static string Open { get; } = ContractLists.OfOffice("work|open");

    public static Text Name(this WorkStage stage) =>
        stage switch
        {
            WorkStage.New => new("新提交", "new"),
            WorkStage.Resubmitted => new("补正后提交", "resubmitted"),
            WorkStage.Examination => new("审核中", "under examination"),
            WorkStage.Approval => new("待审批", "waiting for approval"),
            WorkStage.Objection => new("异议待处理", "objection to resolve"),
            WorkStage.Revocation => new("撤销待确认", "revocation to confirm"),
        };

    public static IEnumerable<ListEntry> Of(Contract state, RuleBook rules)
    {
        var version = OpenVersion.Of(state);
        if (StageOf(state, version, rules) is not { } stage)
            yield break;
        yield return new(
            Open,
            ListEntry.OldestFirst(state.CreatedAt),
            ContractLists.SummaryOf(state) with
            {
                SubmittedAt = version.SubmittedAt,
                FilerUscc = state.Filer.Organisation,
                FilerName = state.FilingParty()?.Name,
                Stage = stage,
                Large = IsLarge(version, rules) ? true : null,
                AcceptedBy = version.Accepted?.Subject,
                AssessedBy = version.Assessed?.Subject,
                AssignedTo = state.AssignedTo,
            }
        );
    }

    /// <summary>A registrar's own work is what is assigned to, or was accepted or assessed by, the person; an approver's what waits for
    /// approval by another than those two.</summary>
    public static bool IsOf(ContractSummary line, Caller caller)
    {
        var hasPart = line.AcceptedBy == caller.Subject || line.AssessedBy == caller.Subject;
        var isExamined = line.Stage is WorkStage.Examination or WorkStage.Approval;
        return (caller.Is(Role.Registrar) && isExamined && (line.AssignedTo is null ? hasPart : line.AssignedTo == caller.Subject))
            || (caller.Is(Role.Approver) && line.Stage == WorkStage.Approval && !hasPart);
    }

    /// <summary>True if the caller may take the step for which the contract waits.</summary>
    public static bool WaitsFor(ContractSummary line, Caller caller)
    {
        var next = line.Stage switch
        {
            WorkStage.New or WorkStage.Resubmitted => ContractLifeCycle.Accept,
            WorkStage.Examination => line.AssessedBy is null ? ContractLifeCycle.Assess : ContractLifeCycle.Register,
            WorkStage.Approval => ContractLifeCycle.Approve,
            WorkStage.Objection => ContractLifeCycle.Resolve,
            WorkStage.Revocation => ContractLifeCycle.ConfirmRevocation,
            null => null,
        };
        // A line of an earlier release names no actions.
        return next is not null
            && (line.Actions?.Contains(next.Name) ?? caller.Is(next == ContractLifeCycle.Approve ? Role.Approver : Role.Registrar));
    }

    private static WorkStage? StageOf(Contract state, Contract version, RuleBook rules) =>
        version.Status switch
        {
            // Both come before a change: a revocation drops it, and an objection blocks its decision.
            _ when state is { Status: ContractStatus.Registered, RevocationProposal: not null } => WorkStage.Revocation,
            _ when state.Objection is { Stands: true } && state.Status is ContractStatus.Registered or ContractStatus.Refused =>
                WorkStage.Objection,
            ContractStatus.Submitted => version.Corrections.Count > 0 ? WorkStage.Resubmitted : WorkStage.New,
            ContractStatus.UnderReview
            or ContractStatus.ExpertReview when version.Assessment is not null && version.Approved is null && IsLarge(version, rules) =>
                WorkStage.Approval,
            ContractStatus.Accepted or ContractStatus.UnderReview or ContractStatus.ExpertReview => WorkStage.Examination,
            _ => null,
        };

    private static bool IsLarge(Contract version, RuleBook rules) =>
        (
            version.RuleSet is { } pinned ? rules.RuleSets.Pinned(pinned) : rules.RuleSets.InForceOn(version.SubmittedAt!.Value.ChinaDate())
        ).LargeCases.Include(
            version.Content.ContractValue ?? Yuan.Zero,
            version.Assessment?.TechnicalAmount ?? version.Content.ClaimedTechnicalAmount ?? Yuan.Zero
        );
}
