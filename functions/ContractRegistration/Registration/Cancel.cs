using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>
/// 注销登记: the filer cancels a registration, after the contract was rescinded or annulled (技术合同认定登记管理办法 art. 16 of the draft). The contract
/// may be filed again; its number is never reused.
/// </summary>
public sealed class Cancel(Commands<Contract> commands, TimeProvider time)
{
    [Function("CancelContract")]
    [Allowed(Role.Office, Role.Company)]
    [Operation("Cancel a registration", Body = typeof(EndBody), Answer = typeof(ContractView), Effect = Effect.Changes)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/cancel")] HttpRequest request,
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
        var problem = ContractLifeCycle.Cancel.Against(state, caller) ?? Access.Reason(command.Reason, "reason");
        if (problem is not null)
            return problem;

        var ending = new Ending(command.Reason, now.ChinaDate(), Act.Of(caller, now));
        return new Change<Contract>(
            state with
            {
                Status = ContractStatus.Cancelled,
                Ending = ending,
                DuplicateKey = null,
                PendingChange = null,
            },
            new RegistrationCancelled(ending) { Edition = state.Edition }
        );
    }
}

[WireName("RegistrationCancelled")]
public sealed record RegistrationCancelled(Ending Ending) : ContractEvent;
