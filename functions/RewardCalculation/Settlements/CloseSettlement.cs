using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.RewardCalculation.Claims;

namespace TechTransfer.RewardCalculation.Settlements;

public sealed class CloseSettlement(Commands<SettlementRun> commands, ClaimAccounts accounts, TimeProvider time)
{
    [Function("CloseSettlement")]
    [Allowed(Role.Finance)]
    [Operation(
        "Close the settlement: its claims get their final amounts, and claims checked later go to the next one",
        Answer = typeof(SettlementView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "settlements/{id}/close")] HttpRequest request,
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
        if (run.Status.IsMoving())
            return Problem.Of(Catalogue.SettlementRunning) with { RetryAfterSeconds = 2 };
        // A published run is closed already.
        if (run.Status == RunStatus.Published)
            return new Change<SettlementRun>(run, null);
        if (run.Status != RunStatus.Ready)
            return StepDecisions.Wrong(run, new("年度核定", "close"));
        if (run.Totals!.Claims == 0)
            return Problem.Of(Catalogue.NoClaimsToSettle, ("year", run.Year));
        if (!StepDecisions.Covers(run, spent))
            return Problem.Of(Catalogue.SettlementStale);
        return new Change<SettlementRun>(
            run with
            {
                Status = RunStatus.Closing,
                Closed = Act.Of(caller, now),
                LastStepAt = now,
            },
            new ClosingBegun(caller.Subject, now)
        );
    }
}

[WireName("ClosingBegun")]
public sealed record ClosingBegun(string By, DateTimeOffset At);
