namespace TechTransfer.Certificates.Reissuing;

/// <summary>Where a re-issue stands.</summary>
public enum ReissueStatus
{
    Running,
    Done,
}

/// <summary>All certificates of a year that are in force, issued anew: as after a change of the layout, or of the key.</summary>
public sealed record Reissue
{
    public required string Id { get; init; }
    public required int Year { get; init; }
    public required IReadOnlyList<string> Kinds { get; init; }
    public required string Reason { get; init; }
    public required string RequestedBy { get; init; }
    public required ReissueStatus Status { get; init; }

    /// <summary>The year's last serial when it began: certificates issued later are new anyhow.</summary>
    public required long Last { get; init; }

    /// <summary>The serial that comes next.</summary>
    public required long Next { get; init; }
    public required long Issued { get; init; }
    public required long PassedOver { get; init; }

    /// <summary>Certificates that could not be made, by number; at most <see cref="MostFailures"/> are named.</summary>
    public required IReadOnlyList<ReissueFailure> Failures { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset LastStepAt { get; init; }

    public const int MostFailures = 100;

    /// <summary>Serials of one step.</summary>
    public const int Step = 20;

    /// <summary>Goes on behind a step that is done.</summary>
    public Change<Reissue> Advance(StepResult result, DateTimeOffset now)
    {
        var next = Math.Min(Next + Step, Last + 1);
        var advanced = this with
        {
            Next = next,
            Status = next > Last ? ReissueStatus.Done : ReissueStatus.Running,
            Issued = Issued + result.Issued,
            PassedOver = PassedOver + result.PassedOver,
            Failures = [.. Failures.Concat(result.Failures).Take(MostFailures)],
            LastStepAt = now,
        };
        return new(advanced, new ReissueAdvanced(Next, next - 1, result.Issued, result.PassedOver, result.Failures));
    }
}

/// <summary>A certificate that could not be issued anew.</summary>
public sealed record ReissueFailure(string Number, string Why);

/// <summary>What a step came to.</summary>
public sealed record StepResult(long Issued, long PassedOver, IReadOnlyList<ReissueFailure> Failures);

/// <summary>History: one that had stalled goes on.</summary>
[WireName("ReissueResumed")]
public sealed record ReissueResumed(DateTimeOffset At);

/// <summary>History: a step of it is done.</summary>
[WireName("ReissueAdvanced")]
public sealed record ReissueAdvanced(long From, long To, long Issued, long PassedOver, IReadOnlyList<ReissueFailure> Failures);
