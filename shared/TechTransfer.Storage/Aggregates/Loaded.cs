using Azure;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Problems;
using TechTransfer.Storage.Rows;

namespace TechTransfer.Storage.Aggregates;

/// <summary>An aggregate as read at one moment; a commit based on it fails when the aggregate has changed since.</summary>
public sealed record Loaded<TState>
{
    internal Loaded(string id) => Id = id;

    /// <summary>Id of the aggregate; also set when the aggregate does not exist.</summary>
    public string Id { get; }

    /// <summary>Grows by one with every commit; 0 when the aggregate does not exist. Sent to clients as the ETag.</summary>
    public long Version { get; init; }

    /// <summary>The default of the type (null for classes) when the aggregate does not exist.</summary>
    public TState? State { get; init; }

    /// <summary>False for an id under which nothing was ever committed.</summary>
    public bool Exists => Version > 0;

    /// <summary>The hash of the newest event in the history; empty when there is none.</summary>
    public string HistoryHead => Row.Head;

    /// <summary>The table row's ETag; null when there is no row, or when no commit may be based on this read.</summary>
    internal ETag? RowTag { get; init; }

    internal StateRow Row { get; init; } = new();

    /// <summary>The list lines and counter contributions of the state, if the commit has worked them out.</summary>
    internal IReadOnlyDictionary<string, Projection>? Projected { get; init; }

    /// <summary>Set between a commit and the writing of its lists and counters: what these show until then.</summary>
    internal Unshown<TState>? Unshown { get; init; }

    /// <summary>The first of the versions whose list lines and counters the commit wrote; the largest number when it wrote none.</summary>
    internal long Shown { get; init; } = long.MaxValue;
}

/// <summary>Versions whose list lines and counters have not been written yet.</summary>
/// <param name="Before">The aggregate as they show it.</param>
/// <param name="From">The first of these versions.</param>
internal sealed record Unshown<TState>(Loaded<TState> Before, long From);

/// <summary>The columns of the state row beside the state.</summary>
internal sealed record StateRow
{
    /// <summary>Random id of the write that made this version; shows whether an attempt succeeded whose answer was lost.</summary>
    public string Attempt { get; init; } = "";

    /// <summary>Names of the groups of personal values that are stored beside the state.</summary>
    public IReadOnlySet<string> Persons { get; init; } = new HashSet<string>();

    public string Head { get; init; } = "";

    /// <summary>Row key of the last command's request row, which a follow-up updates with its own version.</summary>
    public string? LastRequest { get; init; }

    /// <summary>No request row is older than this; null when there is none.</summary>
    public DateTimeOffset? OldestRequest { get; init; }

    /// <summary>List lines and counter contributions that an earlier version had and this one has not, with the version that removed
    /// them.</summary>
    public IReadOnlyDictionary<string, long> Dropped { get; init; } = new Dictionary<string, long>();

    /// <summary>Digests of the list lines and counter contributions of this version; null in rows of earlier releases. A release that adds
    /// a list, or a figure to a line, thereby writes it with the next event.</summary>
    public IReadOnlyDictionary<string, string>? Lines { get; init; }
}

/// <summary>Identifies a command: requests with the same caller, route and key are the same command.</summary>
/// <param name="Caller">The caller's subject.</param>
/// <param name="Route">HTTP method and path of the request.</param>
/// <param name="Key">The Idempotency-Key header.</param>
/// <param name="BodyHash">SHA-256 of the request body; a different body under the same key is refused.</param>
public sealed record CommandKey(string Caller, string Route, string Key, string BodyHash)
{
    internal string RowKey => $"request|{Ids.Derive(Caller, Route, Key)}";

    /// <summary>An id for the aggregate that the command creates. Repeating the command gives the same id.</summary>
    public string DeriveId(string prefix) => Ids.Derive(prefix, Caller, Key);
}

/// <summary>A command that was executed before, as its request row stores it.</summary>
/// <param name="BodyHash">SHA-256 of the request body.</param>
/// <param name="Version">The aggregate's version in the answer.</param>
/// <param name="Part">The id of the part (as a grant of an achievement) that the command created; null when it created none.</param>
/// <param name="Refusal">The problem that its follow-up met; null when the command took effect.</param>
/// <param name="State">The state after the command. Only in rows of earlier versions of the system; otherwise default.</param>
public sealed record PastCommand<TState>(string BodyHash, long Version, string? Part, Problem? Refusal, TState? State);

/// <summary>One event of an aggregate's history, with the hashes that chain it to the event before.</summary>
/// <param name="Version">The version that the event made.</param>
/// <param name="Json">The exact text that the hash covers: type, time, actor, data, messages.</param>
/// <param name="Previous">The hash of the event before; empty for the first.</param>
/// <param name="Hash">SHA-256 over id, version, text and previous hash.</param>
public sealed record HistoryEntry(long Version, string Json, string Previous, string Hash);

/// <summary>An aggregate's events with the result of verifying their hash chain.</summary>
/// <param name="Entries">The events, oldest first.</param>
/// <param name="BrokenAt">The first version whose hash does not match; null when the whole chain is valid.</param>
public sealed record History(IReadOnlyList<HistoryEntry> Entries, long? BrokenAt);
