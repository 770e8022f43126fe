using System.Globalization;
using System.Text.Json.Serialization;
using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Policies;

/// <summary>
/// The job after a policy is published. Its phases: fill the year sums of the new version while the old one still applies, and mark the
/// version ready; recalculate the entitlements by contract; recalculate those on declared facts alone, by organisation. When a policy
/// year begins, a policy with figures over earlier years needs only the second phase.
/// </summary>
public sealed record Recalculation
{
    public required string PolicyId { get; init; }
    public required int Version { get; init; }

    /// <summary>Policy year that has begun; null for a published version.</summary>
    public int? Began { get; init; }

    /// <summary>Calendar years whose contracts are processed.</summary>
    public required IReadOnlyList<int> Years { get; init; }
    public required RecalculationPhase Phase { get; init; }

    public int YearIndex { get; init; }

    /// <summary>Position within the calendar year: id of the last processed contract, or a list cursor; null at the start.</summary>
    public string? After { get; init; }

    public int Steps { get; init; }

    public required DateTimeOffset LastStepAt { get; init; }

    /// <summary>Since when the job has made no progress, stored by each resumption; null once it progresses.</summary>
    public DateTimeOffset? StalledSince { get; init; }

    [JsonIgnore]
    public string Id => Began is { } year ? IdOfYear(PolicyId, year) : IdOf(PolicyId, Version);

    public static string IdOf(string policyId, int version) => string.Create(CultureInfo.InvariantCulture, $"{policyId}.{version}");

    public static string IdOfYear(string policyId, int year) => string.Create(CultureInfo.InvariantCulture, $"{policyId}.year-{year}");

    /// <summary>The job for a new policy year; it processes the contracts of the earlier years that the figures cover.</summary>
    public static Recalculation OfYear(Policy policy, int year, DateTimeOffset now)
    {
        var (first, last) = (policy.FirstDay(year).Year, policy.YearStart(year).AddDays(-1).Year);
        return new()
        {
            PolicyId = policy.Id,
            Version = policy.Version,
            Began = year,
            Years = [.. Enumerable.Range(first, last - first + 1)],
            Phase = RecalculationPhase.Recalculating,
            LastStepAt = now,
        };
    }

    /// <param name="after">Position of the next page; null when the year is done.</param>
    public Recalculation Next(string? after, DateTimeOffset now)
    {
        var next = this with { After = after, Steps = Steps + 1, LastStepAt = now, StalledSince = null };
        if (after is not null)
            return next;
        if (YearIndex + 1 < Years.Count)
            return next with { YearIndex = YearIndex + 1 };
        return next with { Phase = Began is null ? Phase + 1 : RecalculationPhase.Done, YearIndex = 0 };
    }

    public Change<Recalculation> Resume(DateTimeOffset now) =>
        new(this with { LastStepAt = now, StalledSince = Stall.Since(StalledSince, LastStepAt, now) }, new RecalculationResumed(now));
}

public enum RecalculationPhase
{
    /// <summary>The year sums of the new version are being filled.</summary>
    Filling,

    /// <summary>Entitlements are being recalculated, contract by contract.</summary>
    [JsonStringEnumMemberName("settling")]
    Recalculating,

    /// <summary>Entitlements on declared facts alone are being recalculated, organisation by organisation.</summary>
    Stating,
    Done,
}

[WireName("PolicyYearBegan")]
public sealed record PolicyYearBegan(int Year);

[WireName("RefiguringAdvanced")]
public sealed record RecalculationAdvanced(RecalculationPhase Phase, int Step);

/// <summary>History entry: the timer resumed a stalled recalculation.</summary>
[WireName("RefiguringResumed")]
public sealed record RecalculationResumed(DateTimeOffset At);
