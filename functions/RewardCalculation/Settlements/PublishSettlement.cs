using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.RewardCalculation.Claims;

namespace TechTransfer.RewardCalculation.Settlements;

public sealed class PublishSettlement(Commands<SettlementRun> commands, ClaimAccounts accounts, TimeProvider time)
{
    [Function("PublishSettlement")]
    [Allowed(Role.Finance)]
    [Operation(
        "Open the public notices of the settled claims; an open settlement is closed first",
        Answer = typeof(SettlementView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "settlements/{id}/publish")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<NoContent>(
            request,
            id,
            async (run, _, caller) => Decide(run, await accounts.ProgrammeAsync(run.Programme, cancellation), caller, time.GetUtcNow()),
            cancellation
        );

    public static Outcome<Change<SettlementRun>> Decide(
        SettlementRun run,
        IReadOnlyDictionary<string, long> spent,
        Caller caller,
        DateTimeOffset now
    )
    {
        var act = Act.Of(caller, now);
        if (run.Status == RunStatus.Closed)
            return new Change<SettlementRun>(
                run with
                {
                    Status = RunStatus.Publishing,
                    Published = act,
                    LastStepAt = now,
                },
                new PublishingBegun(caller.Subject, now)
            );
        if (run.Status is RunStatus.Published or RunStatus.Stale)
            return StepDecisions.Wrong(run, new("公示", "publish"));
        var closed = CloseSettlement.Decide(run, spent, caller, now);
        return closed.Problem is { } problem
            ? problem
            : new Change<SettlementRun>(closed.Value.State with { Published = act }, closed.Value.Event);
    }
}

[WireName("PublishingBegun")]
public sealed record PublishingBegun(string By, DateTimeOffset At);
