using System.Runtime.CompilerServices;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.Storage;

namespace TechTransfer.OwnershipGrants.Ledger;

/// <summary>All achievements of an organisation: walks its list page by page, and reads each itself, since lines are hints.</summary>
public sealed class OrganisationAchievements(AggregateStore<Achievement> achievements, Lists lists)
{
    private const int PageSize = 200;
    private const int Parallel = 12;

    /// <summary>The ids, newest first.</summary>
    public async IAsyncEnumerable<string> IdsAsync(string uscc, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        string? cursor = null;
        do
        {
            var page = (await lists.ReadAsync(AchievementLists.OfOrganisation(uscc), PageSize, cursor, cancellation: cancellation)).Value;
            foreach (var line in page.Whole) yield return line.GetProperty("id").GetString()!;
            cursor = page.Cursor;
        }
        while (cursor is not null);
    }

    /// <summary>Something of each achievement, read a few at a time.</summary>
    public async IAsyncEnumerable<T> EachAsync<T>(string uscc, Func<AggregateStore<Achievement>, string, Task<T>> read, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var chunk = new List<string>(Parallel);
        await foreach (var id in IdsAsync(uscc, cancellation))
        {
            chunk.Add(id);
            if (chunk.Count < Parallel) continue;
            foreach (var one in await Task.WhenAll(chunk.Select(c => read(achievements, c)))) yield return one;
            chunk.Clear();
        }
        foreach (var one in await Task.WhenAll(chunk.Select(c => read(achievements, c)))) yield return one;
    }
}
