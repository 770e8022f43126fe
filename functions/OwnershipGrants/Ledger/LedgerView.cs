using System.Text.Json;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Ledger;

/// <summary>A row of a ledger (台账): one ledger line of an event, with the event's position in its hash chain.</summary>
/// <param name="Version">
/// Version that the event created: of the distribution if <paramref name="Part"/> names one with a hash chain of its own, else of the
/// achievement.
/// </param>
/// <param name="Line">Position of the line in its event, from 1.</param>
/// <param name="Kind">What the line is about, as in right, team, grant, income or payment.</param>
/// <param name="Hash">SHA-256 over the event and the previous hash.</param>
/// <seealso cref="LedgerLine"/>
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

/// <summary>The rows of a ledger in order of time.</summary>
/// <param name="ChainHolds">True if all hashes of all included chains match.</param>
public sealed record LedgerView(IReadOnlyList<LedgerRow> Items, bool ChainHolds);

public static class LedgerOf
{
    /// <summary>The ledger's rows, in the order of the history. Events stored before ledger lines existed give no rows.</summary>
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

    /// <summary>Includes the rows of the grant's distributions, and rows without a part, which concern the whole achievement.</summary>
    public static IEnumerable<LedgerRow> Grant(string grantId, IEnumerable<string> distributions, IEnumerable<LedgerRow> rows)
    {
        var parts = distributions.Append(grantId).ToHashSet();
        return rows.Where(r => r.Part is null || parts.Contains(r.Part));
    }
}
