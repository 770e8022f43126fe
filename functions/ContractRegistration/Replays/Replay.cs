namespace TechTransfer.ContractRegistration.Replays;

public enum ReplayStatus
{
    Running,

    /// <summary>A step failed repeatedly. A new replay of the year starts from the beginning.</summary>
    Stopped,
    Done,
}

/// <param name="Cases">
/// Contracts of the year that were read, also imported ones and those without a registration number, which are not sent.
/// </param>
/// <param name="Contracts">Number of contracts that were sent.</param>
/// <param name="Receipts">Receipts that were sent; a receipt for several contracts is sent once for each.</param>
public sealed record ReplayCounts(int Cases, int Contracts, int Receipts)
{
    public static ReplayCounts None { get; } = new(0, 0, 0);

    public static ReplayCounts operator +(ReplayCounts a, ReplayCounts b) =>
        new(a.Cases + b.Cases, a.Contracts + b.Contracts, a.Receipts + b.Receipts);
}

/// <param name="Cursor">Position in the contract's list of receipts from which the next step continues.</param>
public sealed record ReceiptsLeft(string ContractId, string Cursor);

/// <summary>
/// Sends the current state of a year's contracts and receipts to one app, if the app lost its tables or a new release reads more data.
/// </summary>
public sealed record Replay
{
    public required string Id { get; init; }

    /// <summary>Name of the consumer's queue, such as <c>rewards-inbox</c>.</summary>
    public required string Consumer { get; init; }

    public required int Year { get; init; }
    public required ReplayStatus Status { get; init; }

    /// <summary>Id of the user who started it.</summary>
    public required string By { get; init; }
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Time of the last completed step, or of the start or the last resumption if that is later.</summary>
    public required DateTimeOffset LastStepAt { get; init; }

    /// <summary>
    /// Since when a running replay has made no progress for two minutes; null while it progresses. It is resumed every two minutes.
    /// </summary>
    public DateTimeOffset? StalledSince { get; init; }

    /// <summary>Number of completed steps.</summary>
    public int Steps { get; init; }

    /// <summary>Cursor of the next page of the year's contract list; null before the first page and after the last.</summary>
    public string? Cursor { get; init; }

    /// <summary>Contracts with receipts that are still to be sent.</summary>
    public IReadOnlyList<ReceiptsLeft> ReceiptsLeft { get; init; } = [];

    /// <summary>What was sent so far.</summary>
    public ReplayCounts Sent { get; init; } = ReplayCounts.None;
}

[WireName("ReplayAdvanced")]
public sealed record ReplayAdvanced(int Step, ReplayCounts Sent, DateTimeOffset At);

[WireName("ReplayStopped")]
public sealed record ReplayStopped(int Step, DateTimeOffset At);

[WireName("ReplayResumed")]
public sealed record ReplayResumed(DateTimeOffset At);

public static class ReplayDecisions
{
    public static Change<Replay> Advance(
        Replay state,
        string? cursor,
        IReadOnlyList<ReceiptsLeft> receiptsLeft,
        ReplayCounts sent,
        DateTimeOffset now
    ) =>
        new(
            state with
            {
                Steps = state.Steps + 1,
                Cursor = cursor,
                ReceiptsLeft = receiptsLeft,
                Sent = state.Sent + sent,
                Status = cursor is null && receiptsLeft.Count == 0 ? ReplayStatus.Done : ReplayStatus.Running,
                LastStepAt = now,
                StalledSince = null,
            },
            new ReplayAdvanced(state.Steps, sent, now)
        );

    public static Change<Replay> Stop(Replay state, DateTimeOffset now) =>
        new(state with { Status = ReplayStatus.Stopped, StalledSince = null }, new ReplayStopped(state.Steps, now));

    /// <summary>The commit queues the message for the next step a second time, because the process that ran the step crashed.</summary>
    public static Change<Replay> Resume(Replay state, DateTimeOffset now) =>
        new(Shown(state, now) with { LastStepAt = now }, new ReplayResumed(now));

    /// <summary>The replay as the API shows it, with the time since when it has made no progress.</summary>
    public static Replay Shown(Replay state, DateTimeOffset now) =>
        state.Status == ReplayStatus.Running ? state with { StalledSince = Stall.Since(state.StalledSince, state.LastStepAt, now) } : state;
}
