using Azure;
using Microsoft.Extensions.Logging;

namespace TechTransfer.Storage;

/// <summary>A store whose unfinished commands the sweeper can settle, and whose aggregates a restore can.</summary>
public interface ISweepable
{
    /// <summary>The kind of aggregate, as its markers name it.</summary>
    string Kind { get; }

    /// <summary>Settles one marker: finishes the command if it was committed, else makes sure that it never will be.</summary>
    internal Task<SweepResult> SweepAsync(Marker marker, CancellationToken cancellation);

    /// <summary>Has an aggregate that was restored bring about again what follows from it: reservations, lines, figures, its messages since an instant.</summary>
    internal Task SettleAsync(string id, string restore, DateTimeOffset tellFrom, CancellationToken cancellation);

    /// <summary>True when an aggregate's chain holds and this hash is in it.</summary>
    internal Task<bool> HasHeadAsync(string id, string hash, CancellationToken cancellation);
}

/// <summary>What became of a marker.</summary>
internal enum SweepResult
{
    /// <summary>The command was committed; its effects are out now.</summary>
    Finished,
    /// <summary>The command was not committed and cannot be any more.</summary>
    Fenced,
}

/// <summary>What a sweep did.</summary>
/// <param name="Finished">Commands whose effects it brought about.</param>
/// <param name="Fenced">Commands that had not been committed and now never will be.</param>
/// <param name="Failed">Markers that it could not settle; they stay for the next time.</param>
public sealed record Sweep(int Finished, int Fenced, int Failed);

/// <summary>Settles what crashed or slow commands left behind. Run it by timer, a minute apart; two at once do no harm.</summary>
public sealed class Sweeper(AppStorage storage, IEnumerable<ISweepable> stores, TimeProvider time, ILogger<Sweeper> log)
{
    /// <summary>Markers younger than this belong to commands that may still be under way.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, ISweepable> stores = stores.ToDictionary(s => s.Kind);

    /// <summary>Settles the markers older than <see cref="Age"/>, at most a page of each shard.</summary>
    public async Task<Sweep> RunAsync(CancellationToken cancellation = default)
    {
        var (finished, fenced, failed) = (0, 0, 0);
        await foreach (var marker in Markers.BeforeAsync(storage.Pending, time.GetUtcNow() - Age, cancellation))
        {
            try
            {
                if (await stores[marker.Kind].SweepAsync(marker, cancellation) == SweepResult.Finished) finished++;
                else fenced++;
            }
            catch (Exception failure) when (failure is RequestFailedException or AggregateException or InvalidOperationException)
            {
                // One marker that cannot be settled must not keep the others waiting; it stays, and health shows it.
                failed++;
                log.LogError(failure, "The marker of {Kind} {Aggregate} version {Version} could not be settled", marker.Kind, marker.Aggregate, marker.Version);
            }
        }
        await Tombstones.DropOldAsync(storage, time.GetUtcNow(), cancellation);
        return new(finished, fenced, failed);
    }
}
