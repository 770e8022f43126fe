using System.Globalization;
using System.Text.Json.Serialization;
using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Policies;

/// <summary>
/// The work after a publication: fill the sums of the version while the version before still applies, mark it ready, then recalculate the
/// entitlements contract by contract. A new policy year of a policy that looks back needs only the last part.
/// </summary>
public sealed record Recalculation
{
    public required string PolicyId { get; init; }
    public required int Version { get; init; }

    /// <summary>The policy year that has begun; null for a version that was published.</summary>
    public int? Began { get; init; }

    /// <summary>The calendar years whose contracts are looked at.</summary>
    public required IReadOnlyList<int> Years { get; init; }
    public required RecalculationPhase Phase { get; init; }

    /// <summary>Which of the years.</summary>
    public int YearIndex { get; init; }

    /// <summary>Where the year goes on: the last contract that was looked at, or a list's cursor.</summary>
    public string? After { get; init; }

    /// <summary>Steps that are done.</summary>
    public int Steps { get; init; }

    /// <summary>When a step was done last.</summary>
    public required DateTimeOffset LastStepAt { get; init; }

    /// <summary>Its aggregate's id.</summary>
    [JsonIgnore]
    public string Id => Began is { } year ? IdOfYear(PolicyId, year) : IdOf(PolicyId, Version);

    /// <summary>The id of a published version's work.</summary>
    public static string IdOf(string policyId, int version) => string.Create(CultureInfo.InvariantCulture, $"{policyId}.{version}");

    /// <summary>The id of a policy year's work.</summary>
    public static string IdOfYear(string policyId, int year) => string.Create(CultureInfo.InvariantCulture, $"{policyId}.year-{year}");

    /// <summary>The work of a policy year that has begun: the contracts of the years that its figures look back on.</summary>
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

    /// <summary>After a page of the current year.</summary>
    /// <param name="after">Where the year goes on; null when it is over.</param>
    public Recalculation Next(string? after, DateTimeOffset now)
    {
        var next = this with { After = after, Steps = Steps + 1, LastStepAt = now };
        if (after is not null)
            return next;
        if (YearIndex + 1 < Years.Count)
            return next with { YearIndex = YearIndex + 1 };
        return next with { Phase = Began is null ? Phase + 1 : RecalculationPhase.Done, YearIndex = 0 };
    }
}

/// <summary>How far the work is.</summary>
public enum RecalculationPhase
{
    /// <summary>The sums are being filled.</summary>
    Filling,

    /// <summary>The entitlements are following, contract by contract.</summary>
    [JsonStringEnumMemberName("settling")]
    Recalculating,

    /// <summary>So are those that rest on declared facts alone, organisation by organisation.</summary>
    Stating,
    Done,
}

/// <summary>A policy year has begun.</summary>
[WireName("PolicyYearBegan")]
public sealed record PolicyYearBegan(int Year);

/// <summary>A step of the work is done.</summary>
[WireName("RefiguringAdvanced")]
public sealed record RecalculationAdvanced(RecalculationPhase Phase, int Step);

/// <summary>Work that had stalled goes on.</summary>
[WireName("RefiguringResumed")]
public sealed record RecalculationResumed(DateTimeOffset At);
