using Azure;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Problems;

namespace TechTransfer.Storage.Aggregates;

/// <summary>An aggregate as it was read.</summary>
public sealed record Loaded<TState>
{
    internal Loaded(string id) => Id = id;

    /// <summary>Its id.</summary>
    public string Id { get; }

    /// <summary>Grows by one with every commit; 0 when it does not exist. The public ETag.</summary>
    public long Version { get; init; }

    /// <summary>The state; default when it does not exist.</summary>
    public TState? State { get; init; }

    /// <summary>True when it exists.</summary>
    public bool Exists => Version > 0;

    /// <summary>The hash of the newest entry of its history; empty when it has none.</summary>
    public string HistoryHead => Row.Head;

    /// <summary>The row's ETag; null when there is no row at all.</summary>
    internal ETag? RowTag { get; init; }

    internal StateRow Row { get; init; } = new();
}

/// <summary>What the state row keeps beside the state.</summary>
internal sealed record StateRow
{
    /// <summary>Which attempt wrote this version.</summary>
    public string Attempt { get; init; } = "";

    /// <summary>Names of the groups of persons' values that stand beside the state.</summary>
    public IReadOnlySet<string> Persons { get; init; } = new HashSet<string>();

    /// <summary>Hash of the newest event.</summary>
    public string Head { get; init; } = "";

    /// <summary>The request row of the last command, whose answer a follow-up brings up to date.</summary>
    public string? LastRequest { get; init; }

    /// <summary>No request row is older than this.</summary>
    public DateTimeOffset? OldestRequest { get; init; }

    /// <summary>Projected rows that an earlier version had and this one has not, with the version that dropped them.</summary>
    public IReadOnlyDictionary<string, long> Dropped { get; init; } = new Dictionary<string, long>();
}

/// <summary>A command's identity: the same caller, route and key name the same command, however often it is sent.</summary>
/// <param name="Caller">The caller's subject.</param>
/// <param name="Route">The route it came by.</param>
/// <param name="Key">The Idempotency-Key.</param>
/// <param name="BodyHash">SHA-256 of what was sent.</param>
public sealed record CommandKey(string Caller, string Route, string Key, string BodyHash)
{
    internal string RowKey => $"request|{Ids.Derive(Caller, Route, Key)}";

    /// <summary>The id of what the command makes: the same, however often it is sent.</summary>
    public string DeriveId(string prefix) => Ids.Derive(prefix, Caller, Key);
}

/// <summary>A command that was carried out before.</summary>
/// <param name="BodyHash">What it had sent.</param>
/// <param name="Version">The version that its answer had.</param>
/// <param name="Part">The id of the part that it made; null when it made none.</param>
/// <param name="Refusal">Why it came to nothing; null when it did not.</param>
/// <param name="State">What it left, in rows of earlier versions of the system; newer ones do not keep it.</param>
public sealed record PastCommand<TState>(string BodyHash, long Version, string? Part, Problem? Refusal, TState? State);

/// <summary>One event of an aggregate's history.</summary>
/// <param name="Version">The version that it made.</param>
/// <param name="Json">The exact text that the hash covers: type, time, actor, data, messages.</param>
/// <param name="Previous">The hash before it; empty for the first.</param>
/// <param name="Hash">SHA-256 over id, version, text and the hash before it.</param>
public sealed record HistoryEntry(long Version, string Json, string Previous, string Hash);

/// <summary>An aggregate's history, oldest first.</summary>
/// <param name="Entries">The events.</param>
/// <param name="BrokenAt">The first version whose hash does not agree; null when the chain holds to the head.</param>
public sealed record History(IReadOnlyList<HistoryEntry> Entries, long? BrokenAt);
