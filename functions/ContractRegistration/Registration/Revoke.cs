using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>
/// 撤销登记: revokes a registration, for example one obtained by deceit. A pending change is dropped, and an open objection is no longer
/// decided. The same contract cannot be filed again.
/// </summary>
public sealed class Revoke(Commands<Contract> commands, TimeProvider time)
{
    [Function("RevokeContract")]
    [Allowed(Role.Registrar)]
    [Operation("Revoke a registration", Body = typeof(EndBody), Answer = typeof(ContractView), Effect = Effect.Changes)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/revoke")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<EndBody>(
            request,
            id,
            (state, command, caller) => Decide(state, command, caller, time.GetUtcNow()),
            cancellation
        );

    public static Outcome<Change<Contract>> Decide(Contract state, EndBody command, Caller caller, DateTimeOffset now)
    {
        var problem = ContractLifeCycle.Revoke.Against(state, caller) ?? Access.Reason(command.Reason, "reason");
        if (problem is not null)
            return problem;

        var ending = new Ending(command.Reason, now.ChinaDate(), Act.Of(caller, now));
        return new Change<Contract>(
            state with
            {
                Status = ContractStatus.Revoked,
                Ending = ending,
                PendingChange = null,
                AssignedTo = null,
            },
            new RegistrationRevoked(ending) { Edition = state.Edition }
        );
    }
}

[WireName("RegistrationRevoked")]
public sealed record RegistrationRevoked(Ending Ending) : ContractEvent;
