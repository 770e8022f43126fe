namespace TechTransfer.RewardCalculation.Engine;

/// <summary>What a policy gives a beneficiary for a policy year, before anything that depends on other claims.</summary>
public sealed record Award
{
    /// <summary>The policy's base figure for the year.</summary>
    public required Yuan Base { get; init; }

    /// <summary>The reward; zero when not eligible.</summary>
    public required Yuan Amount { get; init; }
    public required bool Eligible { get; init; }

    /// <summary>The codes of the conditions of eligibility that are not met.</summary>
    public required IReadOnlyList<string> Unmet { get; init; }

    /// <summary>The declared facts that were asked for and that nobody has stated.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>What it would be if every condition of eligibility were met; null when eligible.</summary>
    public Yuan? Otherwise { get; init; }

    /// <summary>What each clause gives.</summary>
    public required IReadOnlyList<ClauseAward> Clauses { get; init; }

    /// <summary>How much more of which figure would reach what comes next; empty when nothing does.</summary>
    public required IReadOnlyList<Need> Next { get; init; }

    /// <summary>The figure that ranks it among all claims; zero when the policy ranks nothing.</summary>
    public long Score { get; init; }

    /// <summary>Who must or may get what part.</summary>
    public required IReadOnlyList<SplitPart> Splits { get; init; }

    /// <summary>When which part is paid; one part when the policy has no stages.</summary>
    public required IReadOnlyList<StagePart> Stages { get; init; }

    /// <summary>How it came about; the sentences are made when they are read.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }
}

/// <summary>What one clause gives, after its own caps; <see cref="Counted"/> is false for one that the combination left out.</summary>
public sealed record ClauseAward(string Id, Yuan Amount, bool Counted);

/// <summary>What is missing to the next threshold.</summary>
/// <param name="Figure">The figure's id.</param>
/// <param name="Missing">How much of it is missing: fen, or a count.</param>
/// <param name="Text">The sentence.</param>
public sealed record Need(string Figure, long Missing, Text Text)
{
    /// <summary>True when only what lies beyond earns another rate; false when reaching it changes the amount at once.</summary>
    public bool Tier { get; init; }

    /// <summary>The clause; null for a condition, whose step cites it.</summary>
    public Citation? Citation { get; init; }
}

/// <summary>A part of the award for somebody within the beneficiary.</summary>
/// <param name="Id">The split's id.</param>
/// <param name="AtLeast">The least they get, rounded up to the fen; null when there is no least.</param>
/// <param name="AtMost">The most they get, rounded down; null when there is no most. Equal to the least when the share is exact.</param>
public sealed record SplitPart(string Id, Yuan? AtLeast, Yuan? AtMost);

/// <summary>A part of the award that is paid at a stage; the parts add up to the award.</summary>
/// <param name="Stage">When; null: at once.</param>
/// <param name="Instalment">1, 2 … within a yearly stage.</param>
/// <param name="Amount">How much.</param>
public sealed record StagePart(Engine.Stage? Stage, int Instalment, Yuan Amount);
