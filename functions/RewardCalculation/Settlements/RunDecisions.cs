using TechTransfer.Kernel;
using TechTransfer.RewardCalculation.Calculation;
using TechTransfer.RewardCalculation.Claims;
using TechTransfer.Storage.Steps;

namespace TechTransfer.RewardCalculation.Settlements;

/// <summary>The body of <c>POST /settlements</c>.</summary>
public sealed record StartSettlement(string PolicyId, int Year);

/// <summary>The decisions on a run. Those of its steps are called with the step's result; a message for the next goes out with
/// each.</summary>
public static class RunDecisions
{
    /// <summary>Starts a run on the claims that are checked now.</summary>
    /// <param name="policy">The version that governs the year.</param>
    /// <param name="spent">The programme's account.</param>
    public static Change<SettlementRun> Start(
        string id,
        Policy policy,
        int year,
        IReadOnlyDictionary<string, long> spent,
        Yuan? budgetLeft,
        Caller caller,
        DateTimeOffset now
    ) =>
        new(
            new()
            {
                Id = id,
                PolicyId = policy.Id,
                PolicyVersion = policy.Version,
                PolicyName = policy.Name,
                Year = year,
                Programme = ClaimAccounts.ProgrammeOf(policy),
                Status = RunStatus.Collecting,
                Started = Act.Of(caller, now),
                SpentBefore = spent,
                BudgetLeft = budgetLeft,
                LastStepAt = now,
            },
            new SettlementStarted(policy.Id, policy.Version, year, budgetLeft, caller.Subject, now)
        );

    public static Change<SettlementRun> Collect(SettlementRun run, string? document, string? cursor, DateTimeOffset now) =>
        new(
            Next(run, now) with
            {
                Collected = document is null ? run.Collected : [.. run.Collected, document],
                Cursor = cursor,
                Status = cursor is null ? RunStatus.Calculating : RunStatus.Collecting,
            },
            new ClaimsCollected(run.Collected.Count, document ?? "")
        );

    public static Change<SettlementRun> Calculate(SettlementRun run, IReadOnlyList<LinePart> lines, RunTotals totals, DateTimeOffset now) =>
        new(Next(run, now) with { Lines = lines, Totals = totals, Status = RunStatus.Ready }, new SettlementCalculated(totals, lines));

    /// <summary>关账: the set is fixed and every claim gets its final amount.</summary>
    public static Outcome<Change<SettlementRun>> Close(
        SettlementRun run,
        IReadOnlyDictionary<string, long> spent,
        Caller caller,
        DateTimeOffset now
    )
    {
        if (run.Status.IsMoving())
            return Problem.Of(Catalogue.SettlementRunning) with { RetryAfterSeconds = 2 };
        // One that was published was fixed with that.
        if (run.Status == RunStatus.Published)
            return new Change<SettlementRun>(run, null);
        if (run.Status != RunStatus.Ready)
            return Wrong(run, new("关账", "close"));
        if (run.Totals!.Claims == 0)
            return Problem.Of(Catalogue.NoClaimsToSettle, ("year", run.Year));
        if (!Covers(run, spent))
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

    /// <summary>True when no more was spent, and no other run was closed, than this one was worked out on.</summary>
    public static bool Covers(SettlementRun run, IReadOnlyDictionary<string, long> spentByOthers) =>
        spentByOthers.All(s => s.Value <= run.SpentBefore.GetValueOrDefault(s.Key))
        && run.SpentBefore.GetValueOrDefault(ClosedRuns) == spentByOthers.GetValueOrDefault(ClosedRuns);

    /// <summary>The figure on a programme's account that counts its closed runs.</summary>
    public const string ClosedRuns = "runs";

    public static Change<SettlementRun> GoStale(SettlementRun run, IReadOnlyDictionary<string, long> spent, DateTimeOffset now) =>
        new(Next(run, now) with { Status = RunStatus.Stale, Closed = null, Published = null }, new SettlementWentStale(spent));

    /// <summary>The first step of closing: the programme's account has taken the run's total.</summary>
    public static Change<SettlementRun> Booked(SettlementRun run, DateTimeOffset now) =>
        new(Next(run, now) with { Booked = true }, new SettlementBooked(run.Totals!.Amount));

    public static Change<SettlementRun> ClosePart(SettlementRun run, LinePart document, Yuan settled, int dropped, DateTimeOffset now)
    {
        var part = run.PartsClosed;
        return new(
            Next(run, now) with
            {
                Lines = [.. run.Lines.Select((l, i) => i == part ? document : l)],
                PartsClosed = part + 1,
                SettledSum = run.SettledSum + settled,
                Dropped = run.Dropped + dropped,
            },
            new PartClosed(part, document.Sha256, settled, dropped)
        );
    }

    /// <summary>The last step of closing. A run that is to be published goes on with that.</summary>
    public static Change<SettlementRun> EndClosing(SettlementRun run, DateTimeOffset now) =>
        new(
            Next(run, now) with
            {
                Status = run.Published is null ? RunStatus.Closed : RunStatus.Publishing,
            },
            new SettlementClosed(run.SettledSum, run.Dropped)
        );

    /// <summary>Opens the notices of the run's claims; a run that is not closed is closed first.</summary>
    public static Outcome<Change<SettlementRun>> Publish(
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
            return Wrong(run, new("公示", "publish"));
        var closed = Close(run, spent, caller, now);
        return closed.Problem is { } problem
            ? problem
            : new Change<SettlementRun>(closed.Value.State with { Published = act }, closed.Value.Event);
    }

    public static Change<SettlementRun> PublishPart(SettlementRun run, int notices, DateTimeOffset now)
    {
        var next = Next(run, now) with { PartsPublished = run.PartsPublished + 1, NoticesOpened = run.NoticesOpened + notices };
        if (next.PartsPublished == run.Lines.Count)
            next = next with { Status = RunStatus.Published };
        return new(next, new PartPublished(run.PartsPublished, notices));
    }

    public static Change<SettlementRun> Stop(SettlementRun run) => new(run with { Stopped = true }, new SettlementStopped(run.Step));

    /// <summary>Goes on with a run that stopped or stalled; null when it needs no help. Should somebody be at work on it still, nothing is
    /// done twice.</summary>
    public static Change<SettlementRun>? Resume(SettlementRun run, Caller caller, DateTimeOffset now) =>
        run.Status.IsMoving() && (run.Stopped || run.IsStalled(now)) ? GoOn(run, caller, now) : null;

    /// <summary>Sends the message for the next step once more.</summary>
    public static Change<SettlementRun> GoOn(SettlementRun run, Caller caller, DateTimeOffset now) =>
        new(run with { Stopped = false, LastStepAt = now }, new SettlementResumed(caller.Subject, now));

    private static bool IsStalled(this SettlementRun run, DateTimeOffset now) =>
        run.Status.IsMoving() && !run.Stopped && now - run.LastStepAt > Stall.After;

    private static SettlementRun Next(SettlementRun run, DateTimeOffset now) => run with { Step = run.Step + 1, LastStepAt = now };

    private static Problem Wrong(SettlementRun run, Text action) =>
        Problem.Of(Catalogue.WrongState, ("status", run.Status.Name()), ("action", action));
}
