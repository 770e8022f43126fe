using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>
/// 专家评审: refers a large or disputed contract to experts. The longer time limit then applies, from the day of acceptance.
/// </summary>
public sealed class Refer(Commands<Contract> commands, RuleBook rules, TimeProvider time)
{
    [Function("ReferContract")]
    [Allowed(Role.Registrar)]
    [Operation(
        "Refer the contract to expert review; the longer time limit applies",
        Answer = typeof(ContractView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/refer")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ChangeAsync<NoContent>(request, id, (state, _, caller) => Decide(state, caller, rules, time.GetUtcNow()), cancellation);

    public static Outcome<Change<Contract>> Decide(Contract state, Caller caller, RuleBook rules, DateTimeOffset now) =>
        state.OnOpenVersion(version => DecideOn(version, caller, rules, now));

    private static Outcome<Change<Contract>> DecideOn(Contract state, Caller caller, RuleBook rules, DateTimeOffset now)
    {
        if (ContractLifeCycle.Refer.Against(state, caller) is { } problem)
            return problem;

        var clock = rules.RuleSets.Pinned(state.RuleSet!).StartClock(state.Clock!.AcceptedOn, expertReview: true, rules.Calendar);
        return new Change<Contract>(
            state with
            {
                Status = ContractStatus.ExpertReview,
                Clock = clock,
            },
            new ContractReferred(clock, caller.Subject, now)
        );
    }
}

[WireName("CaseReferred")]
public sealed record ContractReferred(Clock Clock, string By, DateTimeOffset At) : ContractEvent;
