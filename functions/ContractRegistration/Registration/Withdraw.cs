using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>撤回: possible until the decision.</summary>
public sealed class Withdraw(Commands<Contract> commands, TimeProvider time)
{
    [Function("WithdrawContract")]
    [Allowed(Role.Office, Role.Company)]
    [Operation("Withdraw the application before it is decided", Answer = typeof(ContractView), Effect = Effect.Changes)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/withdraw")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ChangeAsync<NoContent>(request, id, (state, _, caller) => Decide(state, caller, time.GetUtcNow()), cancellation);

    public static Outcome<Change<Contract>> Decide(Contract state, Caller caller, DateTimeOffset now) =>
        state.OnOpenVersion(version => DecideOn(version, caller, now));

    private static Outcome<Change<Contract>> DecideOn(Contract state, Caller caller, DateTimeOffset now)
    {
        if (ContractLifeCycle.Withdraw.Against(state, caller) is { } problem)
            return problem;
        return new Change<Contract>(
            state with
            {
                Status = ContractStatus.Withdrawn,
                DuplicateKey = null,
            },
            new ContractWithdrawn(caller.Subject, now)
        );
    }
}

[WireName("ContractWithdrawn")]
public sealed record ContractWithdrawn(string By, DateTimeOffset At) : ContractEvent;
