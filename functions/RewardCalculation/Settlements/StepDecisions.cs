namespace TechTransfer.RewardCalculation.Settlements;

/// <summary>Committing one of these changes also sends the message for the next step.</summary>
public static class StepDecisions
{
    /// <summary>Name of the sum on a programme's account that counts its closed runs.</summary>
    public const string ClosedRuns = "runs";

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

    /// <summary>True when no more was spent, and no other run was closed, since this run was started.</summary>
    public static bool Covers(SettlementRun run, IReadOnlyDictionary<string, long> spentByOthers) =>
        spentByOthers.All(s => s.Value <= run.SpentBefore.GetValueOrDefault(s.Key))
        && run.SpentBefore.GetValueOrDefault(ClosedRuns) == spentByOthers.GetValueOrDefault(ClosedRuns);

    public static Change<SettlementRun> GoStale(SettlementRun run, IReadOnlyDictionary<string, long> spent, DateTimeOffset now) =>
        new(Next(run, now) with { Status = RunStatus.Stale, Closed = null, Published = null }, new SettlementWentStale(spent));

    /// <summary>Ends the first step of closing: the programme's account has booked the run's total.</summary>
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

    /// <summary>Ends the last step of closing; a run that is to be published continues with publishing.</summary>
    public static Change<SettlementRun> EndClosing(SettlementRun run, DateTimeOffset now) =>
        new(
            Next(run, now) with
            {
                Status = run.Published is null ? RunStatus.Closed : RunStatus.Publishing,
            },
            new SettlementClosed(run.SettledSum, run.Dropped)
        );

    public static Change<SettlementRun> PublishPart(SettlementRun run, int notices, DateTimeOffset now)
    {
        var next = Next(run, now) with { PartsPublished = run.PartsPublished + 1, NoticesOpened = run.NoticesOpened + notices };
        if (next.PartsPublished == run.Lines.Count)
            next = next with { Status = RunStatus.Published };
        return new(next, new PartPublished(run.PartsPublished, notices));
    }

    public static Change<SettlementRun> Stop(SettlementRun run) =>
        new(run with { Stopped = true, StalledSince = null }, new SettlementStopped(run.Step));

    private static SettlementRun Next(SettlementRun run, DateTimeOffset now) =>
        run with
        {
            Step = run.Step + 1,
            LastStepAt = now,
            StalledSince = null,
        };

    public static Problem Wrong(SettlementRun run, Text action) =>
        Problem.Of(Catalogue.WrongState, ("status", run.Status.Name()), ("action", action));
}
