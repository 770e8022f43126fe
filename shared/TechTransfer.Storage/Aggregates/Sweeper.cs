using Azure;
using Azure.Data.Tables;
using TechTransfer.Storage.Retries;
using TechTransfer.Storage.Rows;

namespace TechTransfer.Storage.Aggregates;

/// <summary>What the sweeper, restores and the audit of histories need of a store, whatever the type of its state.</summary>
public interface ISweepable
{
    /// <summary>The kind's name, as in <c>case</c>; markers and heads refer to the kind by it.</summary>
    string Kind { get; }

    /// <summary>Finishes the marker's command if it was committed, otherwise makes sure that it can no longer be committed.</summary>
    internal Task<SweepResult> SweepAsync(Marker marker, CancellationToken cancellation);

    /// <summary>Repeats everything that follows from a restored aggregate's state: reservations, list lines, counters, follow-ups, and
    /// messages since <paramref name="tellFrom"/>.</summary>
    internal Task RederiveAsync(string id, string restore, DateTimeOffset tellFrom, CancellationToken cancellation);

    /// <summary>True when the aggregate's hash chain is valid and contains this hash.</summary>
    internal Task<bool> HasHeadAsync(string id, string hash, CancellationToken cancellation);
}

internal enum SweepResult
{
    /// <summary>The command was committed, and its effects are now complete.</summary>
    Finished,

    /// <summary>The command was not committed and can no longer be.</summary>
    Fenced,
}

/// <summary>Counts of one sweeper run.</summary>
/// <param name="Finished">Committed commands whose effects the run completed.</param>
/// <param name="Fenced">Commands that had not been committed and now can no longer be.</param>
/// <param name="Failed">Markers whose command could be neither finished nor aborted; they are set aside and tried again later.</param>
/// <param name="Retried">Other items that had been set aside and now succeeded.</param>
/// <param name="Shown">Messages of dead processes that were shown again.</param>
public sealed record Sweep(int Finished, int Fenced, int Failed, int Retried = 0, int Shown = 0);

/// <summary>Finishes or aborts commands that crashed or are slow, shows messages of dead processes again, and retries items that were set
/// aside. Runs twice a minute by timer; concurrent runs do no harm.</summary>
public sealed class Sweeper(
    AppStorage storage,
    IEnumerable<ISweepable> stores,
    SetAsides asides,
    IEnumerable<IRetried> others,
    TimeProvider time
)
{
    /// <summary>Younger markers are left alone, since their commands may still be running.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromSeconds(30);

    /// <summary>Kind of work under which <see cref="SetAsides"/> keeps the markers that failed.</summary>
    public const string Work = "marker";

    // Bounds the retries of one run, so that many failing items cannot take all of its time.
    private const int MaxTriedAgain = 100;

    private readonly TakenMessages taken = new(storage, time);
    private readonly Dictionary<string, ISweepable> stores = stores.ToDictionary(s => s.Kind);

    /// <summary>At most 200 markers per shard and run; those younger than <see cref="Age"/> wait. Set-aside items are retried
    /// afterwards.</summary>
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
        foreach (var aside in markers.Before.Take(MaxTriedAgain))
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
            foreach (var aside in round.Known.Where(round.IsDue).Take(MaxTriedAgain).ToArray())
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
        return new(markers.Finished, markers.Fenced, markers.Round.Failed, retried, await taken.ShowAgainAsync(cancellation));
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

    // The ETag of the marker's aggregate. Every write to the aggregate changes it, which makes a set-aside marker worth another try.
    private async Task<string?> TagAsync(TableEntity marker, CancellationToken cancellation)
    {
        var partition = new AggregateName(marker.GetString("Kind"), marker.GetString("Aggregate")).Partition;
        try
        {
            return (await storage.Aggregates.FindAsync(partition, "state", cancellation, ["RowKey"]))?.ETag.ToString();
        }
        catch (RequestFailedException)
        {
            // The marker names an aggregate that cannot exist, so nothing can change.
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
