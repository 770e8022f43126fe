using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>Why a contract leaves the register.</summary>
public sealed record EndRegistration(string Reason);

/// <summary>The registration was cancelled by its filer.</summary>
[WireName("RegistrationCancelled")]
public sealed record RegistrationCancelled(Ending Ending) : CaseEvent;

/// <summary>注销登记, after the contract was rescinded or annulled (技术合同认定登记管理办法 art. 16 of the draft). The contract may be filed anew; the
/// number is never used again.</summary>
public static class Cancel
{
    public static Outcome<Change<RegistrationCase>> Decide(
        RegistrationCase state,
        EndRegistration command,
        Caller caller,
        DateTimeOffset now
    )
    {
        var problem = ContractLifeCycle.Cancel.Against(state, caller) ?? Access.Sentence(command.Reason, "reason");
        if (problem is not null)
            return problem;

        var ending = new Ending(command.Reason, now.ChinaDate(), Act.Of(caller, now));
        return new Change<RegistrationCase>(
            state with
            {
                Status = CaseStatus.Cancelled,
                Ending = ending,
                DuplicateKey = null,
                PendingChange = null,
            },
            new RegistrationCancelled(ending) { Edition = state.Edition }
        );
    }
}
