using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>
/// 撤销登记: a registrar proposes to revoke a registration, for example one obtained by deceit; <see cref="ConfirmRevocation"/> by another
/// ends it. Until then the registration stays in force.
/// </summary>
public sealed class Revoke(Commands<Contract> commands, TimeProvider time)
{
    [Function("RevokeContract")]
    [Allowed(Role.Registrar)]
    [Operation(
        "Propose to revoke a registration: another registrar confirms it",
        Body = typeof(EndBody),
        Answer = typeof(ContractView),
        Effect = Effect.Changes
    )]
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
        var proposal = new RevocationProposal(command.Reason, Act.Of(caller, now));
        return new Change<Contract>(state with { RevocationProposal = proposal }, new RevocationProposed(proposal));
    }
}

[WireName("RevocationProposed")]
public sealed record RevocationProposed(RevocationProposal Proposal) : ContractEvent;
