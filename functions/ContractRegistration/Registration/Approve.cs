using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>审批: only for large contracts, by a third person besides the persons who accepted and assessed the contract.</summary>
public sealed class Approve(Commands<Contract> commands, RuleBook rules, TimeProvider time)
{
    [Function("ApproveContract")]
    [Allowed(Role.Approver)]
    [Operation("Approve a large contract, as a third person", Answer = typeof(ContractView), Effect = Effect.Changes)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/approve")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ChangeAsync<NoContent>(request, id, (state, _, caller) => Decide(state, caller, rules, time.GetUtcNow()), cancellation);

    public static Outcome<Change<Contract>> Decide(Contract state, Caller caller, RuleBook rules, DateTimeOffset now) =>
        state.OnOpenVersion(version => DecideOn(version, caller, rules, now));

    private static Outcome<Change<Contract>> DecideOn(Contract state, Caller caller, RuleBook rules, DateTimeOffset now)
    {
        if (ContractLifeCycle.Approve.Against(state.Under(rules), caller) is { } problem)
            return problem;
        return new Change<Contract>(
            state with
            {
                Approved = Act.Of(caller, now),
            },
            new ContractApproved(state.Assessment!.TechnicalAmount, caller.Subject, now)
        );
    }
}

[WireName("CaseApproved")]
public sealed record ContractApproved(Yuan TechnicalAmount, string By, DateTimeOffset At) : ContractEvent;
