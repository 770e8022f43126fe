using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>The registration was revoked by a registrar.</summary>
[WireName("RegistrationRevoked")]
public sealed record RegistrationRevoked(Ending Ending) : CaseEvent;

/// <summary>撤销登记, as for a certificate got by deceit. It ends a change under way and an objection; the same contract cannot be filed
/// again.</summary>
public static class Revoke
{
    public static Outcome<Change<RegistrationCase>> Decide(
        RegistrationCase state,
        EndRegistration command,
        Caller caller,
        DateTimeOffset now
    )
    {
        var problem = ContractLifeCycle.Revoke.Against(state, caller) ?? Access.Sentence(command.Reason, "reason");
        if (problem is not null)
            return problem;

        var ending = new Ending(command.Reason, now.ChinaDate(), Act.Of(caller, now));
        return new Change<RegistrationCase>(
            state with
            {
                Status = CaseStatus.Revoked,
                Ending = ending,
                PendingChange = null,
                AssignedTo = null,
            },
            new RegistrationRevoked(ending) { Edition = state.Edition }
        );
    }
}
