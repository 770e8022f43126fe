using System.Collections.Concurrent;
using System.Globalization;
using Azure;
using Azure.Data.Tables;
using TechTransfer.Storage.Rows;

namespace TechTransfer.Storage;

/// <summary>
/// Numbers without gaps: 1, 2, 3 … in each series. The same owner always gets the same number back. A series is one partition: counter,
/// owner to number and number to owner change in one transaction. Commit the decision first, then allot: so there is no number without a
/// decision.
/// </summary>
public sealed class NumberSeries(AppStorage storage)
{
    private const int Attempts = 500;

    // Callers of one process queue up here instead of losing races against each other.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> turns = new();

    /// <summary>The owner's number in the series, allotted now if it has none.</summary>
    public async Task<long> AllotAsync(string series, string owner, CancellationToken cancellation = default)
    {
        var turn = turns.GetOrAdd(series, _ => new(1));
        await turn.WaitAsync(cancellation);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                var reads = await Task.WhenAll(
                    storage.Series.GetEntityIfExistsAsync<TableEntity>(series, OwnerKey(owner), cancellationToken: cancellation),
                    storage.Series.GetEntityIfExistsAsync<TableEntity>(series, "counter", cancellationToken: cancellation)
                );
                if (reads[0].HasValue)
                    return reads[0].Value!.GetInt64("Number")!.Value;

                var number = reads[1].HasValue ? reads[1].Value!.GetInt64("Last")!.Value + 1 : 1;
                var counter = new TableEntity(series, "counter") { ["Last"] = number };
                try
                {
                    await storage.Series.SubmitTransactionAsync(
                        [
                            reads[1].HasValue
                                ? new(TableTransactionActionType.UpdateReplace, counter, reads[1].Value!.ETag)
                                : new(TableTransactionActionType.Add, counter),
                            new(TableTransactionActionType.Add, new TableEntity(series, OwnerKey(owner)) { ["Number"] = number }),
                            new(TableTransactionActionType.Add, new TableEntity(series, NumberKey(number)) { ["Owner"] = owner }),
                        ],
                        cancellation
                    );
                    return number;
                }
                catch (RequestFailedException conflict) when (conflict.Status is 404 or 409 or 412 && attempt < Attempts)
                {
                    // Another process was faster, or this very transaction had succeeded and was repeated: the next look tells.
                    await Contention.PauseAsync(attempt, cancellation);
                }
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>
    /// Makes a number that was given out elsewhere the owner's, and lets the series go on behind it. True when it is the owner's now, or
    /// was; false when it, or the owner, belongs to another.
    /// </summary>
    public async Task<bool> ClaimAsync(string series, long number, string owner, CancellationToken cancellation = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            var reads = await Task.WhenAll(
                ((string[])[NumberKey(number), OwnerKey(owner), "counter"]).Select(key =>
                    storage.Series.GetEntityIfExistsAsync<TableEntity>(series, key, cancellationToken: cancellation)
                )
            );
            if (reads[0].HasValue)
                return reads[0].Value!.GetString("Owner") == owner;
            if (reads[1].HasValue)
                return false;

            var counter = new TableEntity(series, "counter")
            {
                ["Last"] = Math.Max(number, reads[2].HasValue ? reads[2].Value!.GetInt64("Last")!.Value : 0),
            };
            try
            {
                await storage.Series.SubmitTransactionAsync(
                    [
                        reads[2].HasValue
                            ? new(TableTransactionActionType.UpdateReplace, counter, reads[2].Value!.ETag)
                            : new(TableTransactionActionType.Add, counter),
                        new(TableTransactionActionType.Add, new TableEntity(series, OwnerKey(owner)) { ["Number"] = number }),
                        new(TableTransactionActionType.Add, new TableEntity(series, NumberKey(number)) { ["Owner"] = owner }),
                    ],
                    cancellation
                );
                return true;
            }
            catch (RequestFailedException conflict) when (conflict.Status is 404 or 409 or 412 && attempt < Attempts)
            {
                await Contention.PauseAsync(attempt, cancellation);
            }
        }
    }

    /// <summary>The last number that was allotted; 0 before the first.</summary>
    public async Task<long> LastAsync(string series, CancellationToken cancellation = default)
    {
        var row = await storage.Series.GetEntityIfExistsAsync<TableEntity>(series, "counter", cancellationToken: cancellation);
        return row.HasValue ? row.Value!.GetInt64("Last")!.Value : 0;
    }

    /// <summary>Who owns a number; null when it was never allotted.</summary>
    public async Task<string?> OwnerOfAsync(string series, long number, CancellationToken cancellation = default)
    {
        var row = await storage.Series.GetEntityIfExistsAsync<TableEntity>(series, NumberKey(number), cancellationToken: cancellation);
        return row.HasValue ? row.Value!.GetString("Owner") : null;
    }

    private static string OwnerKey(string owner) => $"owner|{owner}";

    private static string NumberKey(long number) => string.Create(CultureInfo.InvariantCulture, $"number|{number:D12}");
}
