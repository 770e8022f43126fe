namespace TechTransfer.ContractRegistration.Replays;

/// <summary>Where a replay stands.</summary>
public enum ReplayStatus
{
    Running,

    /// <summary>A step failed repeatedly. A new replay of the year starts from the beginning.</summary>
    Stopped,
    Done,
}

/// <summary>What was sent.</summary>
/// <param name="Cases">Cases of the year that were looked at.</param>
/// <param name="Contracts">Contracts sent.</param>
/// <param name="Receipts">Receipts sent; a receipt for several contracts is sent once for each.</param>
public sealed record ReplayCounts(int Cases, int Contracts, int Receipts)
{
    public static ReplayCounts None { get; } = new(0, 0, 0);

    public static ReplayCounts operator +(ReplayCounts a, ReplayCounts b) =>
        new(a.Cases + b.Cases, a.Contracts + b.Contracts, a.Receipts + b.Receipts);
}

/// <summary>A contract whose receipts take more than one step.</summary>
/// <param name="Cursor">Where they go on.</param>
public sealed record ReceiptsLeft(string ContractId, string Cursor);

/// <summary>Sends the current state of a year's contracts and receipts to one consumer again: for a consumer that lost its tables or reads
/// more than before.</summary>
public sealed record Replay
{
    public required string Id { get; init; }

    /// <summary>The consumer's queue.</summary>
    public required string Consumer { get; init; }

    /// <summary>The year that the contracts count for.</summary>
    public required int Year { get; init; }
    public required ReplayStatus Status { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When a step was done last.</summary>
    public required DateTimeOffset LastStepAt { get; init; }

    /// <summary>Steps that are done.</summary>
    public int Steps { get; init; }

    /// <summary>Next page of the year's list; null before the first page and after the last.</summary>
    public string? Cursor { get; init; }
    public IReadOnlyList<ReceiptsLeft> ReceiptsLeft { get; init; } = [];
    public ReplayCounts Sent { get; init; } = ReplayCounts.None;
}

/// <summary>A step is done.</summary>
[WireName("ReplayAdvanced")]
public sealed record ReplayAdvanced(int Step, ReplayCounts Sent, DateTimeOffset At);

/// <summary>A step failed for good.</summary>
[WireName("ReplayStopped")]
public sealed record ReplayStopped(int Step, DateTimeOffset At);

/// <summary>A replay that stalled goes on.</summary>
[WireName("ReplayResumed")]
public sealed record ReplayResumed(DateTimeOffset At);

/// <summary>The decisions on a replay.</summary>
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
            },
            new ReplayAdvanced(state.Steps, sent, now)
        );

    public static Change<Replay> Stop(Replay state, DateTimeOffset now) =>
        new(state with { Status = ReplayStatus.Stopped }, new ReplayStopped(state.Steps, now));

    /// <summary>Queues the next step again.</summary>
    public static Change<Replay> Resume(Replay state, DateTimeOffset now) => new(state with { LastStepAt = now }, new ReplayResumed(now));
}
