using Azure;
using Azure.Data.Tables;
using TechTransfer.Storage.Backups;
using TechTransfer.Storage.Retries;
using TechTransfer.Storage.Rows;

namespace TechTransfer.Storage.Aggregates;

/// <summary>A store whose unfinished commands the sweeper can settle, and whose aggregates a restore can.</summary>
public interface ISweepable
{
    /// <summary>The kind of aggregate, as its markers name it.</summary>
    string Kind { get; }

    /// <summary>Settles one marker: finishes the command if it was committed, else makes sure that it never will be.</summary>
    internal Task<SweepResult> SweepAsync(Marker marker, CancellationToken cancellation);

    /// <summary>Has an aggregate that was restored bring about again what follows from it: reservations, lines, figures, its messages since
    /// an instant.</summary>
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
/// <param name="Failed">Markers that it could not settle: they are set aside.</param>
/// <param name="Retried">What else had been set aside and was done now.</param>
public sealed record Sweep(int Finished, int Fenced, int Failed, int Retried = 0);

/// <summary>
/// Settles what crashed or slow commands left behind, and tries again what was set aside. Run it by timer, a minute apart; two at once do
/// no harm.
/// </summary>
public sealed class Sweeper(
    AppStorage storage,
    IEnumerable<ISweepable> stores,
    SetAsides asides,
    IEnumerable<IRetried> others,
    TimeProvider time
)
{
    /// <summary>Markers younger than this belong to commands that may still be under way.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromMinutes(10);

    /// <summary>What markers are called among what is set aside.</summary>
    public const string Work = "marker";

    // What is set aside waits for its time or its change; the others come first, and it never takes more than this of a run.
    private const int MostTriedAgain = 100;

    private readonly Dictionary<string, ISweepable> stores = stores.ToDictionary(s => s.Kind);

    /// <summary>Settles the markers older than <see cref="Age"/>, at most a page of each shard, then tries again what is set
    /// aside.</summary>
    public async Task<Sweep> RunAsync(CancellationToken cancellation = default)
    {
        var rounds = await asides.BeginAllAsync([Work, .. others.Select(o => o.Work)], cancellation);
        var markers = new Swept(rounds[Work]);
        await foreach (
            var row in Markers.BeforeAsync(
                storage.Pending,
                time.GetUtcNow() - Age,
                row => markers.Round.Has(Markers.ItemOf(row)),
                cancellation
            )
        )
            await SweepAsync(markers, row, cancellation);
        foreach (var aside in markers.Before.Take(MostTriedAgain))
        {
            if (await Markers.FindAsync(storage.Pending, aside.Item, cancellation) is not { } row)
                await markers.Round.ForgetAsync(aside.Item, cancellation);
            else if (markers.Round.IsDue(aside) || aside.Tag != await TagAsync(row, cancellation))
                await SweepAsync(markers, row, cancellation);
        }

        var retried = 0;
        foreach (var other in others)
        {
            var round = rounds[other.Work];
            foreach (var aside in round.Known.Where(round.IsDue).Take(MostTriedAgain).ToArray())
            {
                if (
                    await round.DoAsync(
                        aside.Item,
                        () => other.RetryAsync(aside.Item, cancellation),
                        cancellation,
                        () => Task.FromResult(aside.Tag)
                    )
                )
                    retried++;
            }
        }
        await Tombstones.DropOldAsync(storage, asides, time.GetUtcNow(), cancellation);
        return new(markers.Finished, markers.Fenced, markers.Round.Failed, retried);
    }

    private Task<bool> SweepAsync(Swept swept, TableEntity row, CancellationToken cancellation) =>
        swept.Round.DoAsync(
            Markers.ItemOf(row),
            async () =>
            {
                var marker = Markers.Read(row);
                if (await stores[marker.Kind].SweepAsync(marker, cancellation) == SweepResult.Finished)
                    swept.Finished++;
                else
                    swept.Fenced++;
            },
            cancellation,
            () => TagAsync(row, cancellation)
        );

    // Whatever writes the aggregate gives its state another tag.
    private async Task<string?> TagAsync(TableEntity marker, CancellationToken cancellation)
    {
        var partition = new AggregateName(marker.GetString("Kind"), marker.GetString("Aggregate")).Partition;
        try
        {
            var state = await storage.Aggregates.GetEntityIfExistsAsync<TableEntity>(partition, "state", ["RowKey"], cancellation);
            return state.HasValue ? $"{state.Value!.ETag}" : null;
        }
        catch (RequestFailedException)
        {
            // A marker of no aggregate that can be has nothing that changes.
            return null;
        }
    }

    private sealed class Swept(Round round)
    {
        public Round Round => round;

        public IReadOnlyList<SetAside> Before { get; } = round.Known;

        public int Finished { get; set; }

        public int Fenced { get; set; }
    }
}
