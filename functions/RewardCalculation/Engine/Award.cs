namespace TechTransfer.RewardCalculation.Engine;

/// <summary>What a policy gives a beneficiary for a policy year, before anything that depends on other claims.</summary>
public sealed record Award
{
    /// <summary>Base figure of the policy for the year, yuan.</summary>
    public required Yuan Base { get; init; }

    /// <summary>The reward, yuan; zero when the beneficiary is not eligible.</summary>
    public required Yuan Amount { get; init; }
    public required bool Eligible { get; init; }

    /// <summary>Codes of the eligibility conditions that are not met.</summary>
    public required IReadOnlyList<string> Unmet { get; init; }

    /// <summary>Names of the declared facts that the policy needs and that have not been stated.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Amount if every eligibility condition were met; null when the beneficiary is eligible.</summary>
    public Yuan? Otherwise { get; init; }

    /// <summary>What each clause gives.</summary>
    public required IReadOnlyList<ClauseAward> Clauses { get; init; }

    /// <summary>What would change the reward: the distance to the next thresholds, or a further contract; empty when nothing would.</summary>
    public required IReadOnlyList<Need> Next { get; init; }

    /// <summary>By figure, refunds that exceed the year's money and are carried forward, fen below zero; null when there are none.</summary>
    public IReadOnlyDictionary<string, long>? CarriedForward { get; init; }

    /// <summary>
    /// Figure that ranks the claim among others, in the unit of that figure (yuan or a count); zero when the policy ranks nothing.
    /// </summary>
    public long Score { get; init; }

    /// <summary>Parts of the award that must or may go to people within the beneficiary.</summary>
    public required IReadOnlyList<SplitPart> Splits { get; init; }

    /// <summary>Instalments of the award; a single one when the policy has no stages.</summary>
    public required IReadOnlyList<StagePart> Stages { get; init; }

    /// <summary>Steps of the calculation (计算说明); their sentences are built only when they are read.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }
}

/// <summary>What one clause gives after its own caps; <see cref="Counted"/> is false when the combination of clauses left it out.</summary>
/// <param name="Counted">True when the clause contributes to the award.</param>
public sealed record ClauseAward(string Id, Yuan Amount, bool Counted);

/// <param name="Figure">Id of the figure that must grow.</param>
/// <param name="Missing">How much of the figure is missing: fen, or a count.</param>
public sealed record Need(string Figure, long Missing, Text Text)
{
    /// <summary>
    /// True for a tier: beyond the threshold, only the further part of the figure earns another rate. False when reaching the threshold
    /// changes the reward at once.
    /// </summary>
    public bool Tier { get; init; }

    /// <summary>True when each further contract that counts changes the reward; <see cref="Missing"/> is zero then.</summary>
    public bool Contract { get; init; }

    /// <summary>
    /// Citation of the clause; null when the distance is to an eligibility condition, whose own explanation step cites its source.
    /// </summary>
    public Citation? Citation { get; init; }
}

/// <param name="AtLeast">Minimum, rounded up to the fen; null for none.</param>
/// <param name="AtMost">Maximum, rounded down to the fen; null for none. Equal to the minimum when the share is exact.</param>
public sealed record SplitPart(string Id, Yuan? AtLeast, Yuan? AtMost);

/// <summary>An instalment of the award; all instalments add up to the award.</summary>
/// <param name="Stage">When it is paid; null means at once.</param>
/// <param name="Instalment">Number of the instalment within a yearly stage, from 1.</param>
public sealed record StagePart(Engine.Stage? Stage, int Instalment, Yuan Amount);
