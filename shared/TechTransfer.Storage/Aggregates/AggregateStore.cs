using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Problems;
using TechTransfer.Messages;
using TechTransfer.Storage.Backups;
using TechTransfer.Storage.Persons;
using TechTransfer.Storage.Retries;
using TechTransfer.Storage.Rows;

namespace TechTransfer.Storage.Aggregates;

/// <summary>
/// Keeps aggregates of one kind: one partition each, one entity-group transaction per command. The order of a command is: marker,
/// reservations, transaction (state, event, outbox, request), then messages and projections, then the marker goes. Whatever stops in
/// between is finished or fenced by the sweeper.
/// </summary>
public sealed partial class AggregateStore<TState>(
    AppStorage storage,
    AggregateKind<TState> kind,
    TimeProvider time,
    ILogger<AggregateStore<TState>> log
) : ISweepable
{
    /// <summary>What one aggregate, or one event, may hold: bytes of JSON in UTF-8.</summary>
    public const int ContentLimit = 256 * 1024;

    private static readonly TimeSpan RequestsAreKept = TimeSpan.FromDays(30);
    private const int UpdateAttempts = 20;

    // About four seconds.
    private const int HolderLooks = 70;
    private static readonly Caller TheSystem = Caller.System();
    private readonly Outbox outbox = new(storage);
    private readonly Counters counters = new(storage);
    private readonly PersonSeal? seal = !kind.HoldsPersons
        ? null
        : storage.Persons ?? throw new InvalidOperationException($"The setting PersonsKey is missing: {kind.Name} holds persons' values.");

    /// <inheritdoc/>
    public string Kind => kind.Name;

    /// <summary>Reads an aggregate; one that does not exist has version 0.</summary>
    public async Task<Loaded<TState>> LoadAsync(string id, CancellationToken cancellation = default)
    {
        if (!Keys.CanBe(id))
            return new(id);
        if (seal is null)
        {
            var row = await storage.Aggregates.GetEntityIfExistsAsync<TableEntity>(Partition(id), "state", cancellationToken: cancellation);
            return row.HasValue ? Read(id, row.Value!, []) : new(id);
        }
        // One query for the state and its persons: they were written together and are read together.
        var rows = await ReadStateRowsAsync(id, cancellation);
        var persons = PersonRows.Open(seal, rows.Where(PersonRows.Is));
        return rows.Find(r => r.RowKey == "state") is { } state ? Read(id, state, persons) : new(id);
    }

    /// <summary>A command that was carried out before under the same key; null when there was none.</summary>
    public async Task<PastCommand<TState>?> FindCommandAsync(string id, CommandKey command, CancellationToken cancellation = default)
    {
        var row = await storage.Aggregates.GetEntityIfExistsAsync<TableEntity>(
            Partition(id),
            command.RowKey,
            cancellationToken: cancellation
        );
        if (!row.HasValue)
            return null;
        // Rows of earlier versions of the system have the whole state in place of a part and a refusal.
        var state = LongText.Get(row.Value!, "Body") is { Length: > 0 } body
            ? PersonalJson.PutBack<TState>(body, await PersonsForAsync(id, body, cancellation))
            : default;
        var refusal =
            row.Value!.GetString("Refusal") is { } text ? Json.Read<StoredRefusal>(text).Problem
            : state is null ? null
            : kind.CameToNothing(state);
        return new(row.Value.GetString("BodyHash"), row.Value.GetInt64("Version")!.Value, row.Value.GetString("Part"), refusal, state);
    }

    /// <summary>Why the last command on the aggregate came to nothing; null when it did not.</summary>
    public Problem? CameToNothing(Loaded<TState> after) => kind.CameToNothing(after.State!);

    /// <summary>
    /// Carries a decision out: all of it or nothing. Answers the aggregate as it stands afterwards, follow-ups included, or why it could
    /// not be:
    /// version_conflict, content_too_large, or a unique value that is taken.
    /// </summary>
    /// <param name="before">What the decision was made on.</param>
    /// <param name="change">The decision.</param>
    /// <param name="actor">Who decided.</param>
    /// <param name="command">The command's key, under which its answer is kept; null for what the system does by itself.</param>
    /// <param name="cancellation">Stops waiting; what has begun is finished by the sweeper.</param>
    public Task<Outcome<Loaded<TState>>> CommitAsync(
        Loaded<TState> before,
        Change<TState> change,
        Caller actor,
        CommandKey? command,
        CancellationToken cancellation = default
    ) => CommitAsync(before, change, actor, command, command?.RowKey, cancellation);

    private async Task<Outcome<Loaded<TState>>> CommitAsync(
        Loaded<TState> before,
        Change<TState> change,
        Caller actor,
        CommandKey? command,
        string? requestRow,
        CancellationToken cancellation
    )
    {
        var plan = Plan(before, change, actor, command, requestRow);
        if (plan.Problem is { } tooLarge)
            return tooLarge;
        var (transaction, after, marker, messages) = plan.Value;

        await Markers.PutAsync(storage.Pending, marker, cancellation);
        foreach (var key in marker.Reservations)
        {
            if (await Reservations.TouchAsync(storage.Reservations, key, before.Id, marker.Attempt, cancellation) is { } owner)
            {
                await AbandonAsync(marker, cancellation);
                return kind.Taken(key, owner);
            }
        }

        if (before.Row.OldestRequest < time.GetUtcNow() - RequestsAreKept)
            await DropOldRequestsAsync(before.Id, transaction, cancellation);

        try
        {
            var written = await storage.Aggregates.SubmitTransactionAsync(transaction, cancellation);
            after = after with { RowTag = written.Value[0].Headers.ETag };
        }
        catch (Exception failure) when (failure is RequestFailedException or AggregateException or TaskCanceledException)
        {
            // The client may have repeated a transaction that had succeeded: what stands in the table decides who lost.
            var now = await LoadAsync(before.Id, CancellationToken.None);
            if (now.Row.Attempt == marker.Attempt)
            {
                after = now;
            }
            else if (command is not null && await FindCommandAsync(before.Id, command, CancellationToken.None) is { } past)
            {
                await AbandonAsync(marker, CancellationToken.None);
                // No command can be made on it: it is the present state under the version of an answer.
                return past.BodyHash == command.BodyHash
                    ? now with
                    {
                        Version = past.Version,
                        RowTag = null,
                    }
                    : Problem.Of(Catalogue.IdempotencyKeyReused);
            }
            else if (failure is RequestFailedException { Status: 404 or 409 or 412 })
            {
                await AbandonAsync(marker, CancellationToken.None);
                return Problem.Of(Catalogue.VersionConflict);
            }
            else
            {
                // It may still come to pass: the marker stays, and the sweeper settles it.
                throw;
            }
        }

        try
        {
            if (messages.Count > 0)
                await SendAsync(before.Id, after.Version, messages, cancellation);
            return await FinishAsync(after, marker, cancellation);
        }
        catch (Exception failure) when (failure is RequestFailedException or AggregateException or OperationCanceledException)
        {
            // The command stands: what follows from it is left to the marker.
            log.LogWarning(
                SafeException.Of(failure),
                "{Kind} {Aggregate} version {Version} is committed; what follows is left to the sweeper",
                kind.Name,
                after.Id,
                after.Version
            );
            return after;
        }
    }

    /// <summary>Loads, decides and commits; who loses against another decides again on what then stands.</summary>
    /// <param name="id">The aggregate.</param>
    /// <param name="decide">Gives the change; null when there is nothing to do.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>What stands now; its version is above the loaded one when it was changed here.</returns>
    /// <exception cref="Failure">It was refused, or lost against others too often.</exception>
    public async Task<Loaded<TState>> UpdateAsync(
        string id,
        Func<Loaded<TState>, Change<TState>?> decide,
        Caller actor,
        CancellationToken cancellation = default
    ) => await UpdateAsync(await LoadAsync(id, cancellation), decide, actor, cancellation);

    /// <summary>The same from what was loaded already.</summary>
    public Task<Loaded<TState>> UpdateAsync(
        Loaded<TState> loaded,
        Func<Loaded<TState>, Change<TState>?> decide,
        Caller actor,
        CancellationToken cancellation = default
    ) => UpdateAsync(loaded, (now, _) => Task.FromResult(decide(now)), actor, _ => null, cancellation);

    /// <summary>The same by a decision that looks at others, which it does again for each try.</summary>
    public Task<Loaded<TState>> UpdateAsync(
        Loaded<TState> loaded,
        Func<Loaded<TState>, CancellationToken, Task<Change<TState>?>> decide,
        Caller actor,
        CancellationToken cancellation = default
    ) => UpdateAsync(loaded, decide, actor, _ => null, cancellation);

    private async Task<Loaded<TState>> UpdateAsync(
        Loaded<TState> loaded,
        Func<Loaded<TState>, CancellationToken, Task<Change<TState>?>> decide,
        Caller actor,
        Func<Loaded<TState>, string?> requestRow,
        CancellationToken cancellation
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await decide(loaded, cancellation) is not { } change)
                return loaded;
            var outcome = await CommitAsync(loaded, change, actor, null, requestRow(loaded), cancellation);
            if (outcome.Problem is not { } problem)
                return outcome.Value;
            if (problem.Kind != Catalogue.VersionConflict || attempt == UpdateAttempts)
                throw new Failure($"{kind.Name} {loaded.Id} could not be changed: {problem.Kind.Code}");
            await Contention.PauseAsync(attempt, cancellation);
            loaded = await LoadAsync(loaded.Id, cancellation);
        }
    }

    /// <summary>Brings about what must follow from the state as it stands, if a command before could not; the aggregate
    /// afterwards.</summary>
    public Task<Loaded<TState>> ContinueAsync(Loaded<TState> current, CancellationToken cancellation = default) =>
        UpdateAsync(current, kind.FollowUp, TheSystem, now => now.Row.LastRequest, cancellation);

    /// <summary>The aggregate of this kind that holds a unique value, or is about to; null when none does.</summary>
    public async Task<string?> FindHolderAsync(string key, CancellationToken cancellation = default) =>
        await Reservations.FindOwnerAsync(storage.Reservations, key, cancellation);

    /// <summary>Waits until whoever is about to hold one of these unique values holds it, or has given it up.</summary>
    /// <param name="keys">The values.</param>
    /// <param name="own">Who asks: it does not wait for itself.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="Failure">A command died in between: the sweeper settles it.</exception>
    public async Task WaitForHoldersAsync(IEnumerable<string> keys, string own, CancellationToken cancellation = default)
    {
        foreach (var key in keys)
        {
            for (var look = 1; await FindHolderAsync(key, cancellation) is { } holder && holder != own; look++)
            {
                if ((await LoadAsync(holder, cancellation)).State is { } state && kind.Reservations(state).Contains(key))
                    break;
                if (look == HolderLooks)
                    throw new Failure($"{kind.Name} {holder} took {key} and did not commit.");
                await Contention.PauseAsync(look, cancellation);
            }
        }
    }

    /// <summary>The event that made a version; null when there is none. One read, however long the history is.</summary>
    public async Task<HistoryEntry?> FindEventAsync(string id, long version, CancellationToken cancellation = default)
    {
        if (!Keys.CanBe(id) || version < 1)
            return null;
        var row = await storage.Aggregates.GetEntityIfExistsAsync<TableEntity>(
            Partition(id),
            Key("event", version),
            cancellationToken: cancellation
        );
        return row.HasValue ? Entry(row.Value!) : null;
    }

    /// <summary>The history, with the verdict on its chain.</summary>
    public async Task<History> ReadHistoryAsync(string id, CancellationToken cancellation = default)
    {
        var current = await LoadAsync(id, cancellation);
        var entries = new List<HistoryEntry>();
        var query = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(id)} and RowKey ge {"event|"} and RowKey lt {"event}"}");
        await foreach (var row in storage.Aggregates.QueryAsync<TableEntity>(query, cancellationToken: cancellation))
        {
            entries.Add(Entry(row));
        }

        // A command that ran between the two reads may have added events after the head that we hold: they are not ours to judge yet.
        entries.RemoveAll(e => e.Version > current.Version);
        var previous = "";
        foreach (var entry in entries)
        {
            if (entry.Previous != previous || entry.Hash != HashOf(id, entry.Version, entry.Json, previous))
                return new(entries, entry.Version);
            previous = entry.Hash;
        }
        return new(entries, previous == current.Row.Head ? null : current.Version);
    }

    /// <inheritdoc/>
    async Task<bool> ISweepable.HasHeadAsync(string id, string hash, CancellationToken cancellation)
    {
        var history = await ReadHistoryAsync(id, cancellation);
        return history.BrokenAt is null && history.Entries.Any(e => e.Hash == hash);
    }

    /// <inheritdoc/>
    async Task<SweepResult> ISweepable.SweepAsync(Marker marker, CancellationToken cancellation)
    {
        var current = await LoadAsync(marker.Aggregate, cancellation);
        if (current.Version < marker.Version)
        {
            await FenceAsync(current, cancellation);
            current = await LoadAsync(marker.Aggregate, cancellation);
        }
        if (current.Version < marker.Version)
        {
            await AbandonAsync(marker, cancellation);
            return SweepResult.Fenced;
        }
        await Each.DoAsync(
            [
                () => SendWaitingAsync(current.Id, cancellation),
                () => ProjectAsync(current, marker.Version, cancellation),
                () => FreeReservationsAsync(marker, cancellation),
                () => ContinueAsync(current, cancellation),
            ],
            cancellation
        );
        await Markers.FinishAsync(storage, marker, cancellation);
        return SweepResult.Finished;
    }

    // Gives the state row a new ETag, or makes a void one, so that a slow writer's transaction can no longer succeed behind the sweeper.
    private async Task FenceAsync(Loaded<TState> current, CancellationToken cancellation)
    {
        try
        {
            if (current.RowTag is { } tag)
            {
                await storage.Aggregates.UpdateEntityAsync(
                    new TableEntity(Partition(current.Id), "state") { ["FencedAt"] = time.GetUtcNow() },
                    tag,
                    TableUpdateMode.Merge,
                    cancellation
                );
            }
            else
            {
                await storage.Aggregates.AddEntityAsync(
                    new TableEntity(Partition(current.Id), "state") { ["Version"] = 0L, ["FencedAt"] = time.GetUtcNow() },
                    cancellation
                );
            }
        }
        catch (RequestFailedException raced) when (raced.Status is 409 or 412)
        {
            // Somebody wrote meanwhile, which is a fence as good as ours: whatever ETag the slow writer holds is stale.
        }
    }

    private Outcome<(List<TableTransactionAction> Transaction, Loaded<TState> After, Marker Marker, IReadOnlyList<Envelope> Messages)> Plan(
        Loaded<TState> before,
        Change<TState> change,
        Caller actor,
        CommandKey? command,
        string? requestRow
    )
    {
        var now = time.GetUtcNow();
        var version = before.Version + 1;
        var attempt = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8));
        var partition = Partition(before.Id);
        var (bodyJson, persons) = TakeOut(partition, change.State!);
        var body = bodyJson.GetRawText();
        if (Encoding.UTF8.GetByteCount(body) > ContentLimit)
            return Problem.Of(Catalogue.ContentTooLarge, ("limit", Text.OfBytes(ContentLimit)));

        var rows = new List<TableTransactionAction>();
        var head = before.Row.Head;
        IReadOnlyList<Envelope> envelopes = [];
        if (change.Event is { } happened)
        {
            var messages = kind.Messages(change.State, happened)
                .Select(m =>
                    TakeOut(partition, m) is var (json, named) ? (Stored: new StoredMessage(WireName.Of(m), json), Persons: named) : default
                )
                .ToArray();
            var stored = new StoredEvent(
                WireName.Of(happened),
                now,
                actor.Subject,
                actor.Name,
                TakeOut(partition, happened).Json,
                messages.Length == 0 ? null : [.. messages.Select(m => m.Stored)]
            );
            var text = Json.Write(stored);
            if (Encoding.UTF8.GetByteCount(text) > 2 * ContentLimit)
                return Problem.Of(Catalogue.ContentTooLarge, ("limit", Text.OfBytes(ContentLimit)));
            head = HashOf(before.Id, version, text, before.Row.Head);
            var eventRow = new TableEntity(partition, Key("event", version))
            {
                ["Version"] = version,
                ["Previous"] = before.Row.Head,
                ["Hash"] = head,
            };
            LongText.Put(eventRow, "Body", text);
            rows.Add(new(TableTransactionActionType.Add, eventRow));
            if (messages.Length > 0)
            {
                rows.Add(
                    new(
                        TableTransactionActionType.Add,
                        new TableEntity(partition, Key("outbox", version)) { ["Version"] = version, ["Trace"] = Activity.Current?.Id }
                    )
                );
                envelopes = Open(before.Id, version, stored, PersonalValues.Of(messages.Select(m => m.Persons)), Activity.Current?.Id);
            }
        }

        if (seal is not null)
            rows.AddRange(PersonRows.Changes(seal, partition, before.Row.Persons, persons));

        // A follow-up has no command of its own: the answer of the command that it follows is that of its version.
        if (requestRow is not null)
        {
            var request = new TableEntity(partition, requestRow) { ["Version"] = version };
            if (kind.CameToNothing(change.State) is { } refusal)
                request["Refusal"] = Json.Write(StoredRefusal.Of(refusal));
            if (command is not null)
            {
                request["Part"] = change.Part;
                request["BodyHash"] = command.BodyHash;
                request["At"] = now;
                rows.Add(new(TableTransactionActionType.Add, request));
            }
            else
            {
                rows.Add(new(TableTransactionActionType.UpdateMerge, request, ETag.All));
            }
        }

        var projected = Projections(change.State);
        var dropped = before.Row.Dropped.Where(d => !projected.ContainsKey(d.Key)).ToDictionary();
        if (before.Exists)
        {
            foreach (var key in Projections(before.State!).Keys.Where(key => !projected.ContainsKey(key)))
                dropped[key] = version;
        }
        var row = new StateRow
        {
            Attempt = attempt,
            Persons = persons.Keys.ToHashSet(),
            Head = head,
            LastRequest = requestRow,
            OldestRequest = before.Row.OldestRequest ?? (command is null ? null : now),
            Dropped = dropped,
        };
        var state = WriteState(partition, version, body, row);
        rows.Insert(
            0,
            before.RowTag is { } tag
                ? new(TableTransactionActionType.UpdateReplace, state, tag)
                : new(TableTransactionActionType.Add, state)
        );

        var held = kind.Reservations(change.State).ToHashSet();
        var heldBefore = before.Exists ? kind.Reservations(before.State!).ToHashSet() : [];
        held.SymmetricExceptWith(heldBefore);
        return (
            rows,
            new(before.Id)
            {
                Version = version,
                State = change.State,
                Row = row,
            },
            new Marker(kind.Name, before.Id, version, attempt, now, [.. held.Order(StringComparer.Ordinal)]),
            envelopes
        );
    }

    // Everything that follows from a committed version. May run any number of times, also at once.
    private async Task<Loaded<TState>> FinishAsync(Loaded<TState> current, Marker marker, CancellationToken cancellation)
    {
        await ProjectAsync(current, marker.Version, cancellation);
        await FreeReservationsAsync(marker, cancellation);
        var latest = await ContinueAsync(current, cancellation);
        await Markers.FinishAsync(storage, marker, cancellation);
        return latest;
    }

    private async Task SendWaitingAsync(string id, CancellationToken cancellation)
    {
        var query = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(id)} and RowKey ge {"outbox|"} and RowKey lt {"outbox}"}");
        var waiting = new List<TableEntity>();
        await foreach (
            var row in storage.Aggregates.QueryAsync<TableEntity>(query, select: ["Version", "Trace"], cancellationToken: cancellation)
        )
            waiting.Add(row);
        await Each.DoAsync(
            waiting,
            async row =>
            {
                var version = row.GetInt64("Version")!.Value;
                var stored = await storage.Aggregates.GetEntityAsync<TableEntity>(
                    Partition(id),
                    Key("event", version),
                    cancellationToken: cancellation
                );
                var body = LongText.Get(stored.Value, "Body");
                await SendAsync(
                    id,
                    version,
                    Open(id, version, Json.Read<StoredEvent>(body), await PersonsForAsync(id, body, cancellation), row.GetString("Trace")),
                    cancellation
                );
            },
            cancellation
        );
    }

    private async Task SendAsync(string id, long version, IReadOnlyList<Envelope> messages, CancellationToken cancellation)
    {
        await Each.DoAsync(messages, message => outbox.SendAsync(message, cancellation), cancellation);
        await storage.Aggregates.DeleteEntityAsync(Partition(id), Key("outbox", version), ETag.All, cancellation);
    }

    private Envelope[] Open(string id, long version, StoredEvent stored, PersonalValues persons, string? trace) =>
        [
            .. (stored.Messages ?? []).Select(m => new Envelope(
                string.Create(CultureInfo.InvariantCulture, $"{kind.Name}|{id}|{version}|{m.Type}"),
                m.Type,
                id,
                version,
                stored.At,
                PersonalJson.PutBack(m.Body, persons),
                null,
                Trace: trace
            )),
        ];

    private async Task ProjectAsync(Loaded<TState> current, long finishedVersion, CancellationToken cancellation)
    {
        var dropped = current.Row.Dropped.Where(d => d.Value == finishedVersion).Select(d => Projection.Empty(d.Key)).ToArray();
        await Task.WhenAll(
            Projections(current.State!)
                .Values.Concat(dropped)
                .Select(p => p.WriteAsync(storage, counters, current.Id, current.Version, cancellation))
        );
        await Tombstones.RememberAsync(
            storage,
            current.Id,
            finishedVersion,
            [.. dropped.OfType<ListProjection>()],
            time.GetUtcNow(),
            cancellation
        );
    }

    private async Task FreeReservationsAsync(Marker marker, CancellationToken cancellation)
    {
        foreach (var key in marker.Reservations)
        {
            await Reservations.FreeUnlessHeldAsync(
                storage.Reservations,
                key,
                marker.Aggregate,
                marker.Attempt,
                async () =>
                    await LoadAsync(marker.Aggregate, cancellation) is { Exists: true, State: { } state }
                    && kind.Reservations(state).Contains(key),
                cancellation
            );
        }
    }

    private async Task AbandonAsync(Marker marker, CancellationToken cancellation)
    {
        await FreeReservationsAsync(marker, cancellation);
        await Markers.DeleteAsync(storage.Pending, marker, cancellation);
    }

    // Request rows are looked at only when the oldest is past its time, so a command costs the same however many there are.
    private async Task DropOldRequestsAsync(string id, List<TableTransactionAction> transaction, CancellationToken cancellation)
    {
        const int most = 60;
        var limit = time.GetUtcNow() - RequestsAreKept;
        var oldest = time.GetUtcNow();
        var dropped = 0;
        var query = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(id)} and RowKey ge {"request|"} and RowKey lt {"request}"}");
        await foreach (
            var row in storage.Aggregates.QueryAsync<TableEntity>(
                query,
                select: ["PartitionKey", "RowKey", "At"],
                cancellationToken: cancellation
            )
        )
        {
            var at = row.GetDateTimeOffset("At") ?? limit;
            var isWritten = transaction.Exists(a => a.Entity.RowKey == row.RowKey);
            if (at < limit && dropped < most && !isWritten)
            {
                transaction.Add(new(TableTransactionActionType.Delete, row, ETag.All));
                dropped++;
            }
            else if (at < oldest && !isWritten)
            {
                oldest = at;
            }
        }
        ((TableEntity)transaction[0].Entity)["OldestRequest"] = oldest;
    }

    private Dictionary<string, Projection> Projections(TState state) =>
        kind.Lists(state)
            .Select(e => (Projection)new ListProjection(e.List, e.SortKey, e.Summary))
            .Concat(kind.Contributions(state).Select(c => new CounterProjection(c.Counter, c.Period, c.Figures)))
            .ToDictionary(p => p.Key);

    private static HistoryEntry Entry(TableEntity row) =>
        new(row.GetInt64("Version")!.Value, LongText.Get(row, "Body"), row.GetString("Previous"), row.GetString("Hash"));

    private string Partition(string id) => new AggregateName(kind.Name, id).Partition;

    private static string Key(string row, long version) => string.Create(CultureInfo.InvariantCulture, $"{row}|{version:D10}");

    private static string HashOf(string id, long version, string text, string previous) =>
        Ids.Sha256(string.Create(CultureInfo.InvariantCulture, $"{id}\n{version}\n{previous}\n{text}"));

    private static TableEntity WriteState(string partition, long version, string body, StateRow row)
    {
        var entity = new TableEntity(partition, "state")
        {
            ["Version"] = version,
            ["Attempt"] = row.Attempt,
            ["Head"] = row.Head,
            ["LastRequest"] = row.LastRequest,
            ["OldestRequest"] = row.OldestRequest,
            ["Dropped"] = Json.Write(row.Dropped),
        };
        LongText.Put(entity, "Body", body);
        return entity;
    }

    // Names in place of what belongs to persons: equal values in one aggregate have one name.
    private (JsonElement Json, PersonalValues Persons) TakeOut(string partition, object value) =>
        PersonalJson.TakeOut(
            value,
            values =>
                seal?.NameOf(partition, values)
                ?? throw new InvalidOperationException($"{kind.Name} does not say that it holds persons' values.")
        );

    // The values that marks in a stored text stand for, as far as the aggregate still holds them.
    private async Task<PersonalValues> PersonsForAsync(string id, string text, CancellationToken cancellation) =>
        seal is not null && PersonalJson.HasMarks(text)
            ? PersonRows.Open(seal, (await ReadStateRowsAsync(id, cancellation)).Where(PersonRows.Is))
            : [];

    private async Task<List<TableEntity>> ReadStateRowsAsync(string id, CancellationToken cancellation)
    {
        var rows = new List<TableEntity>();
        var query = TableClient.CreateQueryFilter(
            $"PartitionKey eq {Partition(id)} and RowKey ge {PersonRows.From} and RowKey lt {PersonRows.To}"
        );
        await foreach (var row in storage.Aggregates.QueryAsync<TableEntity>(query, cancellationToken: cancellation))
            rows.Add(row);
        return rows;
    }

    private static Loaded<TState> Read(string id, TableEntity entity, PersonalValues persons)
    {
        var version = entity.GetInt64("Version")!.Value;
        if (version == 0)
            return new(id) { RowTag = entity.ETag };
        return new(id)
        {
            Version = version,
            State = PersonalJson.PutBack<TState>(LongText.Get(entity, "Body"), persons),
            RowTag = entity.ETag,
            Row = new()
            {
                Attempt = entity.GetString("Attempt"),
                Persons = persons.Keys.ToHashSet(),
                Head = entity.GetString("Head"),
                LastRequest = entity.GetString("LastRequest"),
                OldestRequest = entity.GetDateTimeOffset("OldestRequest"),
                Dropped = Json.Read<Dictionary<string, long>>(entity.GetString("Dropped")),
            },
        };
    }
}

/// <summary>An event as its row's text has it.</summary>
internal sealed record StoredEvent(
    string Type,
    DateTimeOffset At,
    string Actor,
    string ActorName,
    JsonElement Data,
    IReadOnlyList<StoredMessage>? Messages
);

/// <summary>The refusal that a command's follow-up met.</summary>
internal sealed record StoredRefusal(string Code, Text Message, IReadOnlyList<ProblemError> Errors)
{
    public static StoredRefusal Of(Problem problem) => new(problem.Kind.Code, problem.Message, problem.Errors);

    [System.Text.Json.Serialization.JsonIgnore]
    public Problem Problem => new(Catalogue.All[Code], Message, Errors);
}

/// <summary>Something that the event told other apps, or another part of its own.</summary>
internal sealed record StoredMessage(string Type, JsonElement Body);
