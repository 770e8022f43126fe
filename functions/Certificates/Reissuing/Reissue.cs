namespace TechTransfer.Certificates.Reissuing;

public enum ReissueStatus
{
    Running,
    Done,
}

/// <summary>
/// A job that issues a year's certificates again, for example after a change of the layout or of the signing key. Certificates no longer in
/// force are skipped.
/// </summary>
public sealed record Reissue
{
    public required string Id { get; init; }
    public required int Year { get; init; }
    public required IReadOnlyList<string> Kinds { get; init; }
    public required string Reason { get; init; }
    public required string RequestedBy { get; init; }
    public required ReissueStatus Status { get; init; }

    /// <summary>The year's last serial when the job began; certificates issued later need no re-issue.</summary>
    public required long Last { get; init; }

    public required long Next { get; init; }
    public required long Issued { get; init; }
    public required long PassedOver { get; init; }

    /// <summary>Certificates that could not be re-issued; at most <see cref="MaxFailures"/> are kept.</summary>
    public required IReadOnlyList<ReissueFailure> Failures { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset LastStepAt { get; init; }

    /// <summary>Since when the job has made no progress, stored by each resumption; null once it progresses.</summary>
    public DateTimeOffset? StalledSince { get; init; }

    public const int MaxFailures = 100;

    public const int Step = 20;

    public Change<Reissue> Advance(StepResult result, DateTimeOffset now)
    {
        var next = Math.Min(Next + Step, Last + 1);
        var advanced = this with
        {
            Next = next,
            Status = next > Last ? ReissueStatus.Done : ReissueStatus.Running,
            Issued = Issued + result.Issued,
            PassedOver = PassedOver + result.PassedOver,
            Failures = [.. Failures.Concat(result.Failures).Take(MaxFailures)],
            LastStepAt = now,
            StalledSince = null,
        };
        return new(advanced, new ReissueAdvanced(Next, next - 1, result.Issued, result.PassedOver, result.Failures));
    }

    public Change<Reissue> Resume(DateTimeOffset now) =>
        new(this with { LastStepAt = now, StalledSince = SinceWhenStalled(now) }, new ReissueResumed(now));

    /// <summary>Since when a running re-issue has made no progress; null while it progresses.</summary>
    public DateTimeOffset? SinceWhenStalled(DateTimeOffset now) =>
        Status == ReissueStatus.Running ? Stall.Since(StalledSince, LastStepAt, now) : null;
}

/// <param name="Number">Number of the certificate.</param>
/// <param name="Why">Why it could not be re-issued.</param>
public sealed record ReissueFailure(string Number, string Why);

public sealed record StepResult(long Issued, long PassedOver, IReadOnlyList<ReissueFailure> Failures);

/// <summary>History entry written when the timer resumes a stalled re-issue.</summary>
[WireName("ReissueResumed")]
public sealed record ReissueResumed(DateTimeOffset At);

[WireName("ReissueAdvanced")]
public sealed record ReissueAdvanced(long From, long To, long Issued, long PassedOver, IReadOnlyList<ReissueFailure> Failures);
