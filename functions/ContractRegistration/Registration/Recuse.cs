using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>
/// 回避: a registrar or approver permanently withdraws from a contract. An undecided assessment or approval by that person becomes void; an
/// acceptance and its clock remain, because they decide nothing.
/// </summary>
public sealed class Recuse(Commands<Contract> commands, TimeProvider time)
{
    [Function("RecuseContract")]
    [Allowed(Role.Registrar, Role.Approver)]
    [Operation(
        "Recuse oneself from the contract, permanently",
        Body = typeof(RecuseBody),
        Answer = typeof(ContractView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/recuse")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<RecuseBody>(
            request,
            id,
            (state, command, caller) => Decide(state, command, caller, time.GetUtcNow()),
            cancellation
        );

    public static Outcome<Change<Contract>> Decide(Contract state, RecuseBody command, Caller caller, DateTimeOffset now) =>
        state.OnOpenVersion(version => DecideOn(version, command, caller, now));

    private static Outcome<Change<Contract>> DecideOn(Contract state, RecuseBody command, Caller caller, DateTimeOffset now)
    {
        var problem = ContractLifeCycle.Recuse.Against(state, caller) ?? Access.Reason(command.Reason, "reason");
        if (problem is not null)
            return problem;

        var recused = state with
        {
            Recused = [.. state.Recused, caller.Subject],
            AssignedTo = state.AssignedTo == caller.Subject ? null : state.AssignedTo,
        };
        if (state.Status is ContractStatus.UnderReview or ContractStatus.ExpertReview)
        {
            if (state.Assessed?.Subject == caller.Subject)
            {
                recused = recused with
                {
                    Status = state.Status == ContractStatus.UnderReview ? ContractStatus.Accepted : state.Status,
                    Assessment = null,
                    Assessed = null,
                    Approved = null,
                };
            }
            else if (state.Approved?.Subject == caller.Subject)
            {
                recused = recused with { Approved = null };
            }
        }
        return new Change<Contract>(recused, new OfficialRecused(command.Reason, caller.Subject, now));
    }
}

[SchemaName("RecuseFromCase")]
public sealed record RecuseBody(string Reason);

[WireName("OfficialRecused")]
public sealed record OfficialRecused(string Reason, string By, DateTimeOffset At) : ContractEvent;
