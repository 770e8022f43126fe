using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using TechTransfer.Kernel;

namespace TechTransfer.Storage.Rows;

/// <summary>Result of setting a contributor's figures, by which the caller can skip work that depends on the sums when nothing
/// changed.</summary>
/// <param name="Changed">False when the account already had these figures.</param>
/// <param name="Sums">The account's sums, including the contributor's figures.</param>
public sealed record AccountUpdate(bool Changed, IReadOnlyDictionary<string, long> Sums);

/// <summary>The row of one contributor, an object whose figures are part of the account's sums.</summary>
/// <param name="Contributor">The contributor's id.</param>
/// <param name="Figures">Figures by name: counts, or money in fen.</param>
public sealed record AccountLine(string Contributor, IReadOnlyDictionary<string, long> Figures);

/// <summary>
/// Accounts whose figures are computed from data stored elsewhere, which changes without a version that could order the writers. After
/// setting figures, a writer reads that data once more and sets the figures again if it has changed; so the last writer to finish has used
/// the newest data.
/// </summary>
public sealed partial class Accounts
{
    /// <summary>Replaces a contributor's figures; empty ones delete its row. Reads two rows, and writes both in one transaction if
    /// something differs.</summary>
    /// <param name="account">Name of the account, of characters allowed in table keys. Do not mix with postings by version.</param>
    /// <param name="contributor">The contributor's id, of characters allowed in table keys.</param>
    /// <param name="figures">Figures by name: counts, or money in fen.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task<AccountUpdate> SetAsync(
        string account,
        string contributor,
        IReadOnlyDictionary<string, long> figures,
        CancellationToken cancellation = default
    )
    {
        var partition = Partition(account);
        for (var attempt = 1; ; attempt++)
        {
            var reads = await Task.WhenAll(
                storage.Counters.FindAsync(partition, SumsRow, cancellation),
                storage.Counters.FindAsync(partition, $"of|{contributor}", cancellation)
            );
            var (sumsBefore, ofBefore) = (reads[0], reads[1]);
            var sums = sumsBefore is null ? [] : Figures(sumsBefore);
            var before = ofBefore is null ? [] : Figures(ofBefore);
            if (before.Count == figures.Count && figures.All(f => before.TryGetValue(f.Key, out var figure) && figure == f.Value))
                return new(false, sums);

            Counters.Add(sums, before, -1);
            Counters.Add(sums, figures, +1);
            var sumsRow = new TableEntity(partition, SumsRow);
            LongText.Put(sumsRow, "Figures", JsonSerializer.Serialize(sums, Json.Options));
            var ofRow = new TableEntity(partition, $"of|{contributor}");
            LongText.Put(ofRow, "Figures", JsonSerializer.Serialize(figures, Json.Options));
            try
            {
                await storage.Counters.SubmitTransactionAsync(
                    [
                        SingleRow.Write(sumsRow, sumsBefore),
                        figures.Count > 0
                            ? SingleRow.Write(ofRow, ofBefore)
                            : new(TableTransactionActionType.Delete, ofRow, ofBefore!.ETag),
                    ],
                    cancellation
                );
                return new(true, sums);
            }
            catch (RequestFailedException conflict) when (conflict.Status is 404 or 409 or 412 && attempt < Attempts)
            {
                // Another contributor was faster, or the client repeated a transaction that had succeeded: the next read shows which.
                await Contention.PauseAsync(attempt, cancellation);
            }
        }
    }

    /// <summary>The figures of one contributor, read from one row. Null when it has none, also after setting empty ones.</summary>
    public async Task<AccountLine?> FindLineAsync(string account, string contributor, CancellationToken cancellation = default)
    {
        var row = await storage.Counters.FindAsync(Partition(account), $"of|{contributor}", cancellation);
        return row is null ? null : new(contributor, Figures(row));
    }

    /// <summary>Reads a page of an account's contributors, in ordinal order of their ids. Costs one query.</summary>
    /// <param name="account">Name of the account.</param>
    /// <param name="limit">Page size, 1 to 1000.</param>
    /// <param name="after">Id of the last contributor on the page before; null for the first page.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task<IReadOnlyList<AccountLine>> LinesAsync(
        string account,
        int limit,
        string? after = null,
        CancellationToken cancellation = default
    )
    {
        var query = TableClient.CreateQueryFilter(
            $"PartitionKey eq {Partition(account)} and RowKey gt {$"of|{after}"} and RowKey lt {"of}"}"
        );
        await foreach (var page in storage.Counters.QueryAsync<TableEntity>(query, limit, cancellationToken: cancellation).AsPages())
        {
            return [.. page.Values.Select(row => new AccountLine(row.RowKey[3..], Figures(row)))];
        }
        return [];
    }
}
