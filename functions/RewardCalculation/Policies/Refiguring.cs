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
    /// <summary>The last contract that was looked at in that year.</summary>
    public string? After { get; init; }
    /// <summary>Steps that are done.</summary>
    public int Steps { get; init; }
    /// <summary>Contracts looked at in this phase.</summary>
    public int Contracts { get; init; }

    /// <summary>Its aggregate's id.</summary>
    public static string IdOf(string policyId, int version) => $"{policyId}.{version}";

    /// <summary>After a page of contracts of the current year; an empty one ends the year.</summary>
    public Refiguring Next(IReadOnlyList<string> page)
    {
        if (page.Count > 0) return this with { After = page[^1], Contracts = Contracts + page.Count, Steps = Steps + 1 };
        if (YearIndex + 1 < Years.Count) return this with { YearIndex = YearIndex + 1, After = null, Steps = Steps + 1 };
        return this with { Phase = Phase + 1, YearIndex = 0, After = null, Contracts = 0, Steps = Steps + 1 };
    }
}

/// <summary>How far the work is.</summary>
public enum RefiguringPhase
{
    /// <summary>The sums are being filled.</summary>
    Filling,
    /// <summary>The entitlements are following.</summary>
    Settling,
    Done,
}

/// <summary>A step of the work is done.</summary>
public sealed record RefiguringAdvanced(RefiguringPhase Phase, int Step);
