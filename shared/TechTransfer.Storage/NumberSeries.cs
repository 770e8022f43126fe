using System.Collections.Concurrent;
using System.Globalization;
using Azure;
using Azure.Data.Tables;
using TechTransfer.Storage.Rows;

namespace TechTransfer.Storage;

/// <summary>
/// Allots numbers without gaps, 1, 2, 3 …, in each series. An owner always gets the same number. A series is one partition, whose counter,
/// owner row and number row change in one transaction. Commit the decision before allotting its number, so that no number exists without a
/// decision.
/// </summary>
public sealed class NumberSeries(AppStorage storage)
{
    private const int Attempts = 500;

    // Callers in one process queue up here instead of conflicting with each other.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> turns = new();

    /// <summary>Always the same number for an owner. After a crash, calling it again returns the number that was allotted.</summary>
    public async Task<long> AllotAsync(string series, string owner, CancellationToken cancellation = default)
    {
        var turn = turns.GetOrAdd(series, _ => new(1));
        await turn.WaitAsync(cancellation);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                // An owner that has its number makes the transaction fail, and is found then.
                if (attempt > 1 && await storage.Series.FindAsync(series, OwnerKey(owner), cancellation) is { } owned)
                    return owned.GetInt64("Number")!.Value;

                var last = await storage.Series.FindAsync(series, "counter", cancellation);
                var number = (last?.GetInt64("Last") ?? 0) + 1;
                var counter = new TableEntity(series, "counter") { ["Last"] = number };
                try
                {
                    await storage.Series.SubmitTransactionAsync(
                        [
                            SingleRow.Write(counter, last),
                            new(TableTransactionActionType.Add, new TableEntity(series, OwnerKey(owner)) { ["Number"] = number }),
                            new(TableTransactionActionType.Add, new TableEntity(series, NumberKey(number)) { ["Owner"] = owner }),
                        ],
                        cancellation
                    );
                    return number;
                }
                catch (RequestFailedException conflict) when (conflict.Status is 404 or 409 or 412 && attempt < Attempts)
                {
                    // Another process was faster, or this transaction had succeeded and was repeated: the next read shows which.
                    await Contention.PauseAsync(attempt, cancellation);
                }
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Assigns a number that another system gave out, and continues the series after it. True when the number belongs to the
    /// owner, also if it did before; false when another owner has the number or the owner has another number.</summary>
    public async Task<bool> ClaimAsync(string series, long number, string owner, CancellationToken cancellation = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            // A number or owner that is there already makes the transaction fail, and is found then.
            if (attempt > 1 && await OwnerOfAsync(series, number, cancellation) is { } holder)
                return holder == owner;
            if (attempt > 1 && await storage.Series.FindAsync(series, OwnerKey(owner), cancellation) is not null)
                return false;

            var last = await storage.Series.FindAsync(series, "counter", cancellation);
            var counter = new TableEntity(series, "counter") { ["Last"] = Math.Max(number, last?.GetInt64("Last") ?? 0) };
            try
            {
                await storage.Series.SubmitTransactionAsync(
                    [
                        SingleRow.Write(counter, last),
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

    /// <summary>The last number allotted or claimed; 0 before the first. May exceed the number of owners, since claimed numbers can leave
    /// gaps.</summary>
    public async Task<long> LastAsync(string series, CancellationToken cancellation = default) =>
        (await storage.Series.FindAsync(series, "counter", cancellation))?.GetInt64("Last") ?? 0;

    /// <summary>The owner of a number; null for a number that was never allotted, such as a mistyped one.</summary>
    public async Task<string?> OwnerOfAsync(string series, long number, CancellationToken cancellation = default) =>
        (await storage.Series.FindAsync(series, NumberKey(number), cancellation))?.GetString("Owner");

    private static string OwnerKey(string owner) => $"owner|{owner}";

    private static string NumberKey(long number) => string.Create(CultureInfo.InvariantCulture, $"number|{number:D12}");
}
