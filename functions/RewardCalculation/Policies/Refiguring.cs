using TechTransfer.Kernel;

namespace TechTransfer.RewardCalculation.Policies;

/// <summary>
/// The work that a published version brings: its sums are filled from the contracts of its years while everybody is still entitled under the version before;
/// then the version is ready, and the entitlements follow it, contract by contract.
/// </summary>
public sealed record Refiguring
{
    public required string PolicyId { get; init; }
    public required int Version { get; init; }
    /// <summary>The calendar years whose contracts are looked at.</summary>
    public required IReadOnlyList<int> Years { get; init; }
    public required RefiguringPhase Phase { get; init; }
    /// <summary>Which of the years.</summary>
    public int YearIndex { get; init; }
    /// <summary>Where the year goes on: the last contract that was looked at, or a list's cursor.</summary>
    public string? After { get; init; }
    /// <summary>Steps that are done.</summary>
    public int Steps { get; init; }
    /// <summary>When a step was done last.</summary>
    public required DateTimeOffset LastStepAt { get; init; }

    private static readonly TimeSpan Stalled = TimeSpan.FromMinutes(2);

    /// <summary>Its aggregate's id.</summary>
    public static string IdOf(string policyId, int version) => $"{policyId}.{version}";

    /// <summary>After a page of the current year.</summary>
    /// <param name="after">Where the year goes on; null when it is over.</param>
    public Refiguring Next(string? after, DateTimeOffset now)
    {
        var next = this with { After = after, Steps = Steps + 1, LastStepAt = now };
        if (after is not null) return next;
        return YearIndex + 1 < Years.Count ? next with { YearIndex = YearIndex + 1 } : next with { Phase = Phase + 1, YearIndex = 0 };
    }

    /// <summary>Goes on with work whose process was lost; null when it needs no help. Should somebody be at it still, a step is only done twice.</summary>
    public Change<Refiguring>? Resume(DateTimeOffset now) =>
        Phase != RefiguringPhase.Done && now - LastStepAt > Stalled ? new(this with { LastStepAt = now }, new RefiguringResumed(now)) : null;
}

/// <summary>How far the work is.</summary>
public enum RefiguringPhase
{
    /// <summary>The sums are being filled.</summary>
    Filling,
    /// <summary>The entitlements are following, contract by contract.</summary>
    Settling,
    /// <summary>So are those that rest on declared facts alone, organisation by organisation.</summary>
    Stating,
    Done,
}

/// <summary>A step of the work is done.</summary>
public sealed record RefiguringAdvanced(RefiguringPhase Phase, int Step);

/// <summary>Work that had stalled goes on.</summary>
public sealed record RefiguringResumed(DateTimeOffset At);
