using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>
/// Decides on a proposed revocation, by another registrar than the one who proposed it. A confirmed revocation drops a pending change, and
/// an open objection is no longer decided. The same contract cannot be filed again.
/// </summary>
public sealed class ConfirmRevocation(Commands<Contract> commands, TimeProvider time)
{
    [Function("ConfirmRevocation")]
    [Allowed(Role.Registrar)]
    [Operation(
        "Confirm or reject a proposed revocation, as another registrar than the one who proposed it",
        Body = typeof(ConfirmRevocationBody),
        Answer = typeof(ContractView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/confirmRevocation")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<ConfirmRevocationBody>(
            request,
            id,
            (state, command, caller) => Decide(state, command, caller, time.GetUtcNow()),
            cancellation
        );

    public static Outcome<Change<Contract>> Decide(Contract state, ConfirmRevocationBody command, Caller caller, DateTimeOffset now)
    {
        var problem =
            ContractLifeCycle.ConfirmRevocation.Against(state, caller)
            ?? (command.Confirmed ? null : Access.Reason(command.Remarks, "remarks"));
        if (problem is not null)
            return problem;
        if (!command.Confirmed)
            return new Change<Contract>(
                state with
                {
                    RevocationProposal = null,
                },
                new RevocationRejected(command.Remarks!, caller.Subject, now)
            );

        var ending = new Ending(state.RevocationProposal!.Reason, now.ChinaDate(), Act.Of(caller, now));
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

/// <param name="Confirmed">False rejects the proposal, and the registration stays.</param>
/// <param name="Remarks">Why the proposal is rejected; may be left out when it is confirmed.</param>
[SchemaName("ConfirmRevocation")]
public sealed record ConfirmRevocationBody(bool Confirmed, string? Remarks = null);

[WireName("RegistrationRevoked")]
public sealed record RegistrationRevoked(Ending Ending) : ContractEvent;

[WireName("RevocationRejected")]
public sealed record RevocationRejected(string Remarks, string By, DateTimeOffset At) : ContractEvent;
