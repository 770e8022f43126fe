using System.Text.Json;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Ledger;

/// <summary>A row of a ledger (台账): a line of an event, with the event's place in the hash chain.</summary>
/// <param name="Version">The version that the event made: of the achievement, or of the distribution that <paramref name="Part"/> names,
/// each with a chain of its own.</param>
/// <param name="Line">The line's place in the event, from 1.</param>
/// <param name="Hash">SHA-256 over the event and the hash before it.</param>
public sealed record LedgerRow(
    string AchievementId,
    long Version,
    int Line,
    DateTimeOffset At,
    string Actor,
    string ActorName,
    string Kind,
    string? Part,
    Text What,
    Yuan? Amount,
    IReadOnlyList<string> Documents,
    string Previous,
    string Hash
);

/// <summary>A ledger in order.</summary>
/// <param name="ChainHolds">Whether every hash of every chain agrees up to its head.</param>
public sealed record LedgerView(IReadOnlyList<LedgerRow> Items, bool ChainHolds);

/// <summary>Reads ledgers out of histories.</summary>
public static class LedgerOf
{
    /// <summary>The rows of a history. An event before its lines were kept has none.</summary>
    public static IEnumerable<LedgerRow> Of(string achievementId, History history)
    {
        foreach (var entry in history.Entries)
        {
            using var document = JsonDocument.Parse(entry.Json);
            var stored = document.RootElement;
            if (!stored.GetProperty("data").TryGetProperty("ledger", out var ledger))
                continue;
            var number = 0;
            foreach (var line in ledger.Deserialize<LedgerLine[]>(Json.Options)!)
            {
                yield return new(
                    achievementId,
                    entry.Version,
                    ++number,
                    stored.GetProperty("at").GetDateTimeOffset(),
                    stored.GetProperty("actor").GetString()!,
                    stored.GetProperty("actorName").GetString()!,
                    line.Kind,
                    line.Part,
                    line.What,
                    line.Amount,
                    line.Documents ?? [],
                    entry.Previous,
                    entry.Hash
                );
            }
        }
    }

    /// <summary>The rows that are about a grant: its own, those of its distributions and conversions, and those of the whole
    /// achievement.</summary>
    public static IEnumerable<LedgerRow> Grant(string grantId, IEnumerable<string> distributions, IEnumerable<LedgerRow> rows)
    {
        var parts = distributions.Append(grantId).ToHashSet();
        return rows.Where(r => r.Part is null || parts.Contains(r.Part));
    }
}
