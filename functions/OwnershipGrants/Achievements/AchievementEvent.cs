namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>Something that happened to an achievement: the ledger is read out of the events.</summary>
public abstract record AchievementEvent
{
    /// <summary>What the ledger says of it, in order.</summary>
    public required IReadOnlyList<LedgerLine> Ledger { get; init; }
}

/// <summary>A line of the ledger.</summary>
/// <param name="Kind">right, team, grant, decision, agreement, conversion, income, award, payment, report …</param>
/// <param name="What">The sentence. Never a person's name: persons go by their keys.</param>
/// <param name="Part">The grant or distribution that it is about; null for the achievement itself.</param>
/// <param name="Amount">Yuan; null when it is not about money.</param>
/// <param name="Documents">SHA-256 of the documents behind it.</param>
public sealed record LedgerLine(string Kind, Text What, string? Part = null, Yuan? Amount = null, IReadOnlyList<string>? Documents = null);
