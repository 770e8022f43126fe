using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using TechTransfer.Kernel;

namespace TechTransfer.Storage.Rows;

/// <summary>What setting a contributor's figures came to.</summary>
/// <param name="Changed">False when they stood there already.</param>
/// <param name="Sums">The account's sums, with the contributor's figures in them.</param>
public sealed record AccountSetting(bool Changed, IReadOnlyDictionary<string, long> Sums);

/// <summary>One contributor's figures.</summary>
/// <param name="Contributor">Who contributes.</param>
/// <param name="Figures">Figures by name: counts, or money in fen.</param>
public sealed record AccountLine(string Contributor, IReadOnlyDictionary<string, long> Figures);

/// <summary>
/// Accounts whose figures are worked out from facts that stand elsewhere and change in any order, so that no version of the contributor
/// orders them. Whoever sets figures looks at the facts once more afterwards and sets again if they are not those that he worked from: then
/// the last to finish has seen the last facts.
/// </summary>
public sealed partial class Accounts
{
    /// <summary>Makes a contributor's figures these; empty ones take its line away. Reads two rows, and writes them in one transaction if
    /// something differs.</summary>
    /// <param name="account">The account: characters that a table's key takes. Nothing may be posted to it by version.</param>
    /// <param name="contributor">Who contributes: likewise.</param>
    /// <param name="figures">Figures by name: counts, or money in fen.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<AccountSetting> SetAsync(
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
                storage.Counters.GetEntityIfExistsAsync<TableEntity>(partition, SumsRow, cancellationToken: cancellation),
                storage.Counters.GetEntityIfExistsAsync<TableEntity>(partition, $"of|{contributor}", cancellationToken: cancellation)
            );
            var (sumsBefore, ofBefore) = (reads[0], reads[1]);
            var sums = sumsBefore.HasValue ? Figures(sumsBefore.Value!) : [];
            var before = ofBefore.HasValue ? Figures(ofBefore.Value!) : [];
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
                        Counters.Write(sumsRow, sumsBefore),
                        figures.Count > 0
                            ? Counters.Write(ofRow, ofBefore)
                            : new(TableTransactionActionType.Delete, ofRow, ofBefore.Value!.ETag),
                    ],
                    cancellation
                );
                return new(true, sums);
            }
            catch (RequestFailedException conflict) when (conflict.Status is 404 or 409 or 412 && attempt < Attempts)
            {
                // Another contributor was faster, or the client repeated a transaction that had succeeded: the next look tells which.
                await Contention.PauseAsync(attempt, cancellation);
            }
        }
    }

    /// <summary>A contributor's line; null when it has none. One read.</summary>
    public async Task<AccountLine?> FindLineAsync(string account, string contributor, CancellationToken cancellation = default)
    {
        var row = await storage.Counters.GetEntityIfExistsAsync<TableEntity>(
            Partition(account),
            $"of|{contributor}",
            cancellationToken: cancellation
        );
        return row.HasValue ? new(contributor, Figures(row.Value!)) : null;
    }

    /// <summary>A page of an account's lines in the ordinal order of their contributors: one query.</summary>
    /// <param name="account">The account.</param>
    /// <param name="limit">1 to 1000.</param>
    /// <param name="after">The last contributor of the page before; null for the first page.</param>
    /// <param name="cancellation">Stops it.</param>
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
