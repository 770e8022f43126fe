using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using TechTransfer.Kernel;

namespace TechTransfer.Storage.Rows;

/// <summary>A closed period, whose figures stay as they were even when the counter changes later.</summary>
/// <param name="Period">The period, as in <c>2026-07</c>.</param>
/// <param name="FrozenAt">Time of closing.</param>
/// <param name="Figures">Figures by name: counts, or money in fen.</param>
public sealed record FrozenPeriod(string Period, DateTimeOffset FrozenAt, IReadOnlyDictionary<string, long> Figures);

/// <summary>Figures of closed periods, which never change afterwards. Close the periods of a series in ordinal order of their
/// names.</summary>
public sealed class FrozenFigures(AppStorage storage)
{
    /// <summary>Closes a period. False when it was closed before; its figures then stay unchanged.</summary>
    public async Task<bool> AddAsync(string series, FrozenPeriod frozen, CancellationToken cancellation = default)
    {
        var row = new TableEntity(Partition(series), Key(frozen.Period)) { ["FrozenAt"] = frozen.FrozenAt };
        LongText.Put(row, "Figures", JsonSerializer.Serialize(frozen.Figures, Json.Options));
        try
        {
            // The row "last" saves a search for the period closed last.
            await storage.Counters.SubmitTransactionAsync(
                [
                    new(TableTransactionActionType.Add, row),
                    new(
                        TableTransactionActionType.UpsertReplace,
                        new TableEntity(Partition(series), "last") { ["Period"] = frozen.Period }
                    ),
                ],
                cancellation
            );
            return true;
        }
        catch (RequestFailedException exists) when (exists.Status == 409)
        {
            return false;
        }
    }

    /// <summary>The figures of a closed period; null when the period is not closed yet and its figures are still those of the
    /// counter.</summary>
    public async Task<FrozenPeriod?> FindAsync(string series, string period, CancellationToken cancellation = default)
    {
        return await storage.Counters.FindAsync(Partition(series), Key(period), cancellation) is { } row
            ? new(period, row.GetDateTimeOffset("FrozenAt")!.Value, Json.Read<Dictionary<string, long>>(LongText.Get(row, "Figures")))
            : null;
    }

    /// <summary>The period closed last, as in <c>2026-07</c>; null when no period of the series is closed. Reads one row.</summary>
    public async Task<string?> LastAsync(string series, CancellationToken cancellation = default) =>
        (await storage.Counters.FindAsync(Partition(series), "last", cancellation))?.GetString("Period");

    private static string Partition(string series) => $"frozen|{series}";

    private static string Key(string period) => string.Create(CultureInfo.InvariantCulture, $"period|{period}");
}
