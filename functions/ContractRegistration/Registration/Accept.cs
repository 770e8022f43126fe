using TechTransfer.ContractRegistration.Rules;
using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>A registrar took a case up.</summary>
public sealed record CaseAccepted(string RuleSet, Clock Clock, string By, DateTimeOffset At);

/// <summary>
/// 受理: starts the clock and pins the rule set in force on the day of acceptance. After a correction the day of acceptance is the day it came in
/// (技术合同认定登记管理办法 art. 14 of the draft).
/// </summary>
public static class Accept
{
    public static Outcome<Change<RegistrationCase>> Decide(RegistrationCase state, Caller caller, RuleBook rules, DateTimeOffset now)
    {
        if ((Access.Official(state, caller, Role.Registrar) ?? Access.Status(state, Words.Accept, CaseStatus.Submitted)) is { } problem) return problem;

        var acceptedOn = state is { Corrections.Count: > 0, SubmittedAt: { } correctedAt } ? correctedAt.ChinaDate() : now.ChinaDate();
        var set = rules.RuleSets.InForceOn(acceptedOn);
        var clock = set.StartClock(acceptedOn, expertReview: false, rules.Calendar);
        var accepted = state with { Status = CaseStatus.Accepted, RuleSet = set.Id, Clock = clock, Accepted = Act.Of(caller, now) };
        return new Change<RegistrationCase>(accepted, new CaseAccepted(set.Id, clock, caller.Subject, now));
    }
}
