using TechTransfer.ContractRegistration.Rules;
using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>A registrar took a case up.</summary>
[WireName("CaseAccepted")]
public sealed record CaseAccepted(string RuleSet, Clock Clock, string By, DateTimeOffset At) : CaseEvent;

/// <summary>
/// 受理: starts the clock and pins the rule set in force on the day of acceptance. After a correction the day of acceptance is the day it came in
/// (技术合同认定登记管理办法 art. 14 of the draft).
/// </summary>
public static class Accept
{
    /// <param name="sameText">Other cases whose contract text is the same document.</param>
    public static Outcome<Change<RegistrationCase>> Decide(RegistrationCase state, Caller caller, RuleBook rules, DateTimeOffset now, IReadOnlyList<CaseSummary>? sameText = null) =>
        state.OnOpenVersion(version => DecideOn(version, caller, rules, now, sameText ?? []));

    private static Outcome<Change<RegistrationCase>> DecideOn(RegistrationCase state, Caller caller, RuleBook rules, DateTimeOffset now, IReadOnlyList<CaseSummary> sameText)
    {
        if ((Access.Official(state, caller, Role.Registrar) ?? Access.Status(state, Words.Accept, CaseStatus.Submitted)) is { } problem) return problem;

        var acceptedOn = state is { Corrections.Count: > 0, SubmittedAt: { } correctedAt } ? correctedAt.ChinaDate() : now.ChinaDate();
        var set = rules.RuleSets.InForceOn(acceptedOn);
        var clock = set.StartClock(acceptedOn, expertReview: false, rules.Calendar);
        var accepted = state with { Status = CaseStatus.Accepted, RuleSet = set.Id, Clock = clock, Accepted = Act.Of(caller, now), Hints = [.. sameText.Select(SameText)] };
        return new Change<RegistrationCase>(accepted, new CaseAccepted(set.Id, clock, caller.Subject, now));
    }

    // For registrars only: whoever filed the other one is no business of this filer.
    private static Finding SameText(CaseSummary other)
    {
        var name = other.Number is { } number ? $"{other.Id}（{number}）" : other.Id;
        return new("same_text_filed", Severity.Warning, "attachments",
            new($"合同文本与事项 {name} 的相同（{other.Status.Name().Zh}），请核对是否重复登记。", $"The contract's text is the same file as that of case {name} ({other.Status.Name().En}): check whether it is registered twice."));
    }
}
