using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;
using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>An approver approved a large case as it is assessed.</summary>
[WireName("CaseApproved")]
public sealed record CaseApproved(Yuan TechnicalAmount, string By, DateTimeOffset At) : CaseEvent;

/// <summary>审批 of a large case, by a third person.</summary>
public static class Approve
{
    public static Outcome<Change<RegistrationCase>> Decide(RegistrationCase state, Caller caller, RuleBook rules, DateTimeOffset now) =>
        state.OnOpenVersion(version => DecideOn(version, caller, rules, now));

    private static Outcome<Change<RegistrationCase>> DecideOn(RegistrationCase state, Caller caller, RuleBook rules, DateTimeOffset now)
    {
        if (ContractLifeCycle.Approve.Against(state, caller) is { } problem)
            return problem;
        if (state.Assessment is not { } assessment)
            return Problem.Of(Catalogue.NotAssessed);
        if (!state.IsLarge(rules))
            return Problem.Of(Catalogue.ApprovalNotNeeded);
        return new Change<RegistrationCase>(
            state with
            {
                Approved = Act.Of(caller, now),
            },
            new CaseApproved(assessment.TechnicalAmount, caller.Subject, now)
        );
    }

    /// <summary>True when an assessed case is large under its rule set.</summary>
    internal static bool IsLarge(this RegistrationCase state, RuleBook rules) =>
        rules
            .RuleSets.Pinned(state.RuleSet!)
            .LargeCases.Include(state.Content.ContractValue ?? Yuan.Zero, state.Assessment!.TechnicalAmount);
}
