using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.RewardCalculation.Settlements;

public sealed class ResumeSettlement(Commands<SettlementRun> commands, TimeProvider time)
{
    [Function("ResumeSettlement")]
    [Allowed(Role.Finance)]
    [Operation("Resume a settlement that stopped", Answer = typeof(SettlementView), Effect = Effect.Changes)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "settlements/{id}/resume")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ChangeAsync<NoContent>(request, id, (run, _, caller) => Decide(run, caller, time.GetUtcNow()), cancellation);

    public static Outcome<Change<SettlementRun>> Decide(SettlementRun run, Caller caller, DateTimeOffset now) =>
        run.Status.IsMoving() && (run.Stopped || Stall.Is(run.LastStepAt, now))
            ? GoOn(run, caller, now)
            : StepDecisions.Wrong(run, new("继续", "resume"));

    /// <summary>Committing the change sends the message for the next step again.</summary>
    public static Change<SettlementRun> GoOn(SettlementRun run, Caller caller, DateTimeOffset now) =>
        new(
            run with
            {
                Stopped = false,
                LastStepAt = now,
                StalledSince = StalledSince(run, now),
            },
            new SettlementResumed(caller.Subject, now)
        );

    /// <summary>Since when a moving settlement has made no progress; null while it progresses, and when it is stopped or waits.</summary>
    public static DateTimeOffset? StalledSince(SettlementRun run, DateTimeOffset now) =>
        run.Status.IsMoving() && !run.Stopped ? Stall.Since(run.StalledSince, run.LastStepAt, now) : null;
}

[WireName("SettlementResumed")]
public sealed record SettlementResumed(string By, DateTimeOffset At);
