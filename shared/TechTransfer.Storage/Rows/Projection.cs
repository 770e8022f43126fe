using Azure.Data.Tables;
using TechTransfer.Kernel;

namespace TechTransfer.Storage.Rows;

/// <summary>A row derived from an aggregate's state and written to another partition, unless a newer version has written it
/// already.</summary>
internal abstract record Projection(string Key)
{
    public abstract Task WriteAsync(AppStorage storage, Counters counters, string aggregate, long version, CancellationToken cancellation);

    public static Projection Empty(string key)
    {
        var parts = key.Split('|', 3);
        return parts[0] switch
        {
            "list" => new ListProjection(parts[2], parts[1], null),
            "count" => new CounterProjection(parts[1], parts[2], new Dictionary<string, long>()),
            _ => throw new ArgumentException($"{key} is no projection.", nameof(key)),
        };
    }
}

internal sealed record ListProjection(string List, string SortKey, object? Summary) : Projection($"list|{SortKey}|{List}")
{
    public string RowKey(string aggregate) => $"{SortKey}|{aggregate}";

    public override Task WriteAsync(AppStorage storage, Counters counters, string aggregate, long version, CancellationToken cancellation)
    {
        var row = new TableEntity(List, RowKey(aggregate)) { [GuardedRows.Version] = version };
        if (Summary is null)
            row[GuardedRows.Deleted] = true;
        else
            LongText.Put(row, "Summary", Json.Write(Summary));
        return GuardedRows.PutAsync(storage.Lists, row, cancellation);
    }
}

internal sealed record CounterProjection(string Counter, string Period, IReadOnlyDictionary<string, long> Figures)
    : Projection($"count|{Counter}|{Period}")
{
    public override Task WriteAsync(
        AppStorage storage,
        Counters counters,
        string aggregate,
        long version,
        CancellationToken cancellation
    ) => counters.ApplyAsync(Counter, Period, aggregate, version, Figures, cancellation);
}
