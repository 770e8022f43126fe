using Azure.Data.Tables;
using TechTransfer.Kernel;

namespace TechTransfer.Storage.Rows;

/// <summary>A row derived from an aggregate's state and written to another partition, unless a newer version has written it
/// already.</summary>
internal abstract record Projection(string Key)
{
    public abstract Task WriteAsync(AppStorage storage, Counters counters, ProjectedVersion of, CancellationToken cancellation);

    /// <summary>What the row says, to find out whether it changes.</summary>
    public abstract string Content { get; }

    public static Projection Empty(string key)
    {
        var parts = key.Split('|', 3);
        return parts[0] switch
        {
            "list" => new ListProjection(parts[2], parts[1], null),
            "group" => new GroupProjection(parts[1], []),
            "count" => new CounterProjection(parts[1], parts[2], new Dictionary<string, long>()),
            _ => throw new ArgumentException($"{key} is no projection.", nameof(key)),
        };
    }
}

/// <summary>The version of an aggregate that a row is derived from.</summary>
/// <param name="Aggregate">Id of the aggregate.</param>
/// <param name="Version">Version of the aggregate.</param>
/// <param name="IsNew">The version before had no such row, so that there is probably none.</param>
internal readonly record struct ProjectedVersion(string Aggregate, long Version, bool IsNew);

/// <summary>The line of an aggregate in a list that has a partition of its own.</summary>
internal sealed record ListProjection(string List, string SortKey, object? Summary) : Projection($"list|{SortKey}|{List}")
{
    public string RowKey(string aggregate) => $"{SortKey}|{aggregate}";

    public override string Content => Summary is null ? "" : Json.Write(Summary);

    public override Task WriteAsync(AppStorage storage, Counters counters, ProjectedVersion of, CancellationToken cancellation)
    {
        var row = new TableEntity(List, RowKey(of.Aggregate)) { [GuardedRows.Version] = of.Version };
        if (Summary is null)
            row[GuardedRows.Deleted] = true;
        else
            LongText.Put(row, "Summary", Content);
        return GuardedRows.PutAsync(storage.Lists, row, cancellation, isNew: of.IsNew);
    }
}

/// <summary>All lines of an aggregate in the lists of a group.</summary>
internal sealed record GroupProjection(string Group, IReadOnlyList<ListEntry> Entries) : Projection($"group|{Group}")
{
    public override string Content =>
        Json.Write(
            Entries
                .OrderBy(e => e.List, StringComparer.Ordinal)
                .Select(e => new
                {
                    e.List,
                    e.SortKey,
                    e.Summary,
                })
        );

    public override Task WriteAsync(AppStorage storage, Counters counters, ProjectedVersion of, CancellationToken cancellation) =>
        GroupedRows.PutAsync(
            storage.Lists,
            Group,
            of,
            Entries.ToDictionary(e => $"{ListPlace.Of(e.List).Prefix}{e.SortKey}|{of.Aggregate}", e => Json.Write(e.Summary)),
            cancellation
        );
}

internal sealed record CounterProjection(string Counter, string Period, IReadOnlyDictionary<string, long> Figures)
    : Projection($"count|{Counter}|{Period}")
{
    public override string Content => Json.Write(new SortedDictionary<string, long>(Figures.ToDictionary(), StringComparer.Ordinal));

    public override Task WriteAsync(AppStorage storage, Counters counters, ProjectedVersion of, CancellationToken cancellation) =>
        counters.ApplyAsync(Counter, Period, of, Figures, cancellation);
}
