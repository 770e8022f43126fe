using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;
using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>Another content in place of the one that the filer is still working on. History keeps what is submitted, not each
/// saving.</summary>
public static class Replace
{
    public static Outcome<Change<RegistrationCase>> Decide(
        RegistrationCase state,
        ContractContent content,
        Caller caller,
        RuleBook rules,
        DateTimeOffset now
    ) => state.OnOpenVersion(version => DecideOn(version, content, caller, rules, now));

    private static Outcome<Change<RegistrationCase>> DecideOn(
        RegistrationCase state,
        ContractContent content,
        Caller caller,
        RuleBook rules,
        DateTimeOffset now
    )
    {
        var problem = ContractLifeCycle.Replace.Against(state, caller) ?? Keepable.Check(content, caller, rules, now.ChinaDate());
        return problem is null ? new Change<RegistrationCase>(state with { Content = content }, null) : problem;
    }
}
