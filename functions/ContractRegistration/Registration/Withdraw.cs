using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>The filer took the case back before a decision.</summary>
[WireName("ContractWithdrawn")]
public sealed record ContractWithdrawn(string By, DateTimeOffset At) : CaseEvent;

/// <summary>Taking a case back, at any time before the decision.</summary>
public static class Withdraw
{
    public static Outcome<Change<RegistrationCase>> Decide(RegistrationCase state, Caller caller, DateTimeOffset now) =>
        state.OnOpenVersion(version => DecideOn(version, caller, now));

    private static Outcome<Change<RegistrationCase>> DecideOn(RegistrationCase state, Caller caller, DateTimeOffset now)
    {
        if (ContractLifeCycle.Withdraw.Against(state, caller) is { } problem)
            return problem;
        return new Change<RegistrationCase>(
            state with
            {
                Status = CaseStatus.Withdrawn,
                DuplicateKey = null,
            },
            new ContractWithdrawn(caller.Subject, now)
        );
    }
}
