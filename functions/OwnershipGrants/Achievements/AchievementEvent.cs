namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>Base of all events of an achievement, its grants and its distributions. The ledger (台账) is built from these events.</summary>
public abstract record AchievementEvent
{
    public required IReadOnlyList<LedgerLine> Ledger { get; init; }
}

/// <param name="Kind">right, team, grant, decision, agreement, conversion, income, award, payment, report …</param>
/// <param name="What">Text of the line. It names persons by their keys only, because ledger lines cannot be erased.</param>
/// <param name="Part">Id of the grant or distribution concerned; null if the line is about the achievement itself.</param>
/// <param name="Amount">Yuan; null if the line is not about money.</param>
/// <param name="Documents">SHA-256 hashes of the supporting documents.</param>
public sealed record LedgerLine(string Kind, Text What, string? Part = null, Yuan? Amount = null, IReadOnlyList<string>? Documents = null);
