using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;
using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>A case went to expert review.</summary>
[WireName("CaseReferred")]
public sealed record CaseReferred(Clock Clock, string By, DateTimeOffset At) : CaseEvent;

/// <summary>专家评审 of a large or disputed case: the longer limit holds, counted from the day of acceptance.</summary>
public static class Refer
{
    public static Outcome<Change<RegistrationCase>> Decide(RegistrationCase state, Caller caller, RuleBook rules, DateTimeOffset now) =>
        state.OnOpenVersion(version => DecideOn(version, caller, rules, now));

    private static Outcome<Change<RegistrationCase>> DecideOn(RegistrationCase state, Caller caller, RuleBook rules, DateTimeOffset now)
    {
        if (ContractLifeCycle.Refer.Against(state, caller) is { } problem)
            return problem;

        var clock = rules.RuleSets.Pinned(state.RuleSet!).StartClock(state.Clock!.AcceptedOn, expertReview: true, rules.Calendar);
        return new Change<RegistrationCase>(
            state with
            {
                Status = CaseStatus.ExpertReview,
                Clock = clock,
            },
            new CaseReferred(clock, caller.Subject, now)
        );
    }
}
