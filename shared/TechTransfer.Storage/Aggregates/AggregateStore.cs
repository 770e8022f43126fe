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
using TechTransfer.Storage.Persons;
using TechTransfer.Storage.Retries;
using TechTransfer.Storage.Rows;

namespace TechTransfer.Storage.Aggregates;

/// <summary>
/// Keeps aggregates of one kind: one partition per aggregate, one entity-group transaction per command. A command writes a marker, its
/// reservations, and then in one transaction the state, the event, the outbox row and the request row. Afterwards it sends messages,
/// updates projections and deletes the marker. If it stops in between, the sweeper finishes it or makes sure that it can no longer commit.
/// </summary>
public sealed partial class AggregateStore<TState>(
    AppStorage storage,
    AggregateKind<TState> kind,
    TimeProvider time,
    ILogger<AggregateStore<TState>> log
) : ISweepable
{
    /// <summary>The largest aggregate state, in bytes of JSON in UTF-8. An event with its messages may have twice that.</summary>
    public const int ContentLimit = 256 * 1024;

    private static readonly TimeSpan RequestsAreKept = TimeSpan.FromDays(30);
    private const int UpdateAttempts = 20;

    // How often the holder of a unique value is read before giving up; with the pauses in between about four seconds.
    private const int HolderLooks = 70;
    private static readonly Caller TheSystem = Caller.System();
    private readonly Outbox outbox = new(storage);
    private readonly Counters counters = new(storage);
    private readonly PersonSeal? seal = !kind.HoldsPersons
        ? null
        : storage.Persons ?? throw new InvalidOperationException($"The setting PersonsKey is missing: {kind.Name} holds persons' values.");

    /// <inheritdoc/>
    public string Kind => kind.Name;

    /// <summary>Reads an aggregate. Version 0 and no state when it does not exist.</summary>
    public async Task<Loaded<TState>> LoadAsync(string id, CancellationToken cancellation = default)
    {
        if (!Keys.CanBe(id))
            return new(id);
        if (seal is null)
        {
            return await storage.Aggregates.FindAsync(Partition(id), "state", cancellation) is { } row ? Read(id, row, []) : new(id);
        }
        // One query reads the state row and the person rows together, so that both are of the same version.
        return StateIn(id, (await ReadStateRowsAsync(id, null, cancellation)).Rows);
    }

    /// <summary>Reads an aggregate and, with the same query, the earlier command with the same caller, route and idempotency key; null when
    /// there was none.</summary>
    public async Task<(Loaded<TState> Now, PastCommand<TState>? Past)> LoadAsync(
        string id,
        CommandKey command,
        CancellationToken cancellation = default
    )
    {
        if (!Keys.CanBe(id))
            return (new(id), null);
        var (now, request) = await LoadWithAsync(id, command.RowKey, cancellation);
        return (now, request is null ? null : await ReadCommandAsync(id, request, cancellation));
    }

    private async Task<(Loaded<TState> Now, TableEntity? Request)> LoadWithAsync(
        string id,
        string? requestRow,
        CancellationToken cancellation
    )
    {
        var (rows, isSnapshot) = await ReadStateRowsAsync(id, requestRow, cancellation);
        var request = requestRow is null ? null : rows.Find(r => r.RowKey == requestRow);
        // Between two pages the command may have been committed: the state then has its effect, so look for its row once more.
        if (request is null && requestRow is not null && !isSnapshot)
            request = await storage.Aggregates.FindAsync(Partition(id), requestRow, cancellation);
        return (StateIn(id, rows), request);
    }

    /// <summary>An aggregate that probably does not exist, without a look: a commit based on it fails with version_conflict when it
    /// does.</summary>
    public Loaded<TState> Unread(string id) => new(id);

    /// <summary>Finds an earlier command with the same caller, route and idempotency key; null when there was none. Commands are kept for
    /// at least 30 days.</summary>
    public async Task<PastCommand<TState>?> FindCommandAsync(string id, CommandKey command, CancellationToken cancellation = default)
    {
        var row = await storage.Aggregates.FindAsync(Partition(id), command.RowKey, cancellation);
        return row is null ? null : await ReadCommandAsync(id, row, cancellation);
    }

    private async Task<PastCommand<TState>> ReadCommandAsync(string id, TableEntity row, CancellationToken cancellation)
    {
        // Request rows of earlier versions of the system hold the whole state instead of a part and a refusal.
        var state = LongText.Get(row, "Body") is { Length: > 0 } body
            ? PersonalJson.PutBack<TState>(body, await PersonsForAsync(id, body, cancellation))
            : default;
        var refusal =
            row.GetString("Refusal") is { } text ? Json.Read<StoredRefusal>(text).Problem
            : state is null ? null
            : kind.AbortedProblem(state);
        return new(row.GetString("BodyHash"), row.GetInt64("Version")!.Value, row.GetString("Part"), refusal, state);
    }

    /// <summary>Why the last command had no effect although it was committed; null when it took effect. The HTTP answer is then this
    /// problem.</summary>
    public Problem? AbortedProblem(Loaded<TState> after) => kind.AbortedProblem(after.State!);

    /// <summary>Commits a change: all of it or nothing. Returns the aggregate after the change and its follow-ups, or a problem:
    /// version_conflict, content_too_large, idempotency_key_reused, or a unique value that is taken.</summary>
    /// <param name="before">The aggregate that the decision is based on; the commit fails with version_conflict when it has changed
    /// since.</param>
    /// <param name="change">The new state and the event.</param>
    /// <param name="actor">Recorded in the history as the author of the event.</param>
    /// <param name="command">The command's key, under which its answer is kept; null for changes that the system makes.</param>
    /// <param name="cancellation">Stops waiting; the sweeper finishes what has begun.</param>
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
        var shown = before.Unshown?.Before ?? before;

        // Ends the command before the sweeper may take its marker up.
        using var deadline = StorageDeadline.Begin(storage.Budget.Work);
        await Markers.PutAsync(storage.Pending, marker, cancellation);
        var held = kind.Reservations(change.State!).ToHashSet();
        var givenUp = new List<(string Key, ETag Tag)>();
        foreach (var key in marker.Reservations)
        {
            var (owner, tag) = await Reservations.TouchAsync(
                storage.Reservations,
                key,
                before.Id,
                marker.Attempt,
                isNew: held.Contains(key),
                cancellation
            );
            if (owner is not null)
            {
                await AbandonAsync(marker, cancellation);
                return kind.ReservationConflict(key, owner);
            }
            if (!held.Contains(key))
                givenUp.Add((key, tag));
        }

        if (before.Row.OldestRequest < time.GetUtcNow() - RequestsAreKept)
            await DropOldRequestsAsync(before.Id, transaction, cancellation);

        try
        {
            var written = await storage.Aggregates.SubmitTransactionAsync(transaction, cancellation);
            after = after with { RowTag = written.Value[0].Headers.ETag };
        }
        catch (Exception failure)
            when (failure is RequestFailedException or AggregateException or TaskCanceledException or TimeoutException)
        {
            // The client may have repeated a transaction that had succeeded, so read the table to find out which attempt was committed.
            var (now, request) = await LoadWithAsync(before.Id, requestRow, CancellationToken.None);
            if (now.Row.Attempt == marker.Attempt)
            {
                after = now;
            }
            else if (now.Version >= marker.Version && await IsOvertakenAsync(marker, command is null ? null : request))
            {
                // Committed, and another command has followed.
                await FinishOvertakenAsync(marker);
                return command is null ? now : now with { Version = request!.GetInt64("Version")!.Value, RowTag = null };
            }
            else if (command is not null && request is not null)
            {
                await AbandonAsync(marker, CancellationToken.None);
                // Answer with the present state and the version of the earlier answer. Without a row tag, no commit can be based on it.
                return request.GetString("BodyHash") == command.BodyHash
                    ? now with
                    {
                        Version = request.GetInt64("Version")!.Value,
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
                // The transaction may still be committed: keep the marker for the sweeper.
                throw;
            }
        }

        try
        {
            if (messages.Count > 0)
                await SendAsync(before.Id, after.Version, messages, cancellation);
            return await FinishAsync(after, marker, shown, givenUp, cancellation);
        }
        catch (Exception failure)
            when (failure is RequestFailedException or AggregateException or OperationCanceledException or TimeoutException)
        {
            // The command is committed: the marker stays, and the sweeper does what is missing.
            LeaveToSweeper(failure, marker);
            return after;
        }
    }

    private void LeaveToSweeper(Exception failure, Marker marker) =>
        log.LogWarning(
            SafeException.Of(failure),
            "{Kind} {Aggregate} version {Version} is committed; what follows is left to the sweeper",
            kind.Name,
            marker.Aggregate,
            marker.Version
        );

    // A command's attempt stands in its request row, that of a change by the system in its event.
    private async Task<bool> IsOvertakenAsync(Marker marker, TableEntity? request)
    {
        if (request is not null)
            return request.GetString("Attempt") == marker.Attempt;
        var happened = await storage.Aggregates.FindAsync(
            Partition(marker.Aggregate),
            Key("event", marker.Version),
            CancellationToken.None,
            ["Attempt"]
        );
        return happened?.GetString("Attempt") == marker.Attempt;
    }

    // Its messages may be unsent and its list lines unwritten, which the command that followed does not know.
    private async Task FinishOvertakenAsync(Marker marker)
    {
        try
        {
            await ((ISweepable)this).SweepAsync(marker, CancellationToken.None);
        }
        catch (Exception failure)
            when (failure is RequestFailedException or AggregateException or OperationCanceledException or TimeoutException)
        {
            LeaveToSweeper(failure, marker);
        }
    }

    /// <summary>Loads an aggregate, decides and commits. After a version conflict it loads and decides again, up to 20 times.</summary>
    /// <param name="id">The aggregate; it need not exist yet.</param>
    /// <param name="decide">Returns the change; null when there is nothing to do.</param>
    /// <param name="actor">Recorded in the history as the author of the event.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <returns>The aggregate afterwards; its version is higher than the loaded one when this call changed it.</returns>
    /// <exception cref="Failure">The change was refused, or every attempt met a version conflict.</exception>
    public async Task<Loaded<TState>> UpdateAsync(
        string id,
        Func<Loaded<TState>, Change<TState>?> decide,
        Caller actor,
        CancellationToken cancellation = default
    ) => await UpdateAsync(await LoadAsync(id, cancellation), decide, actor, cancellation);

    /// <summary>Like the overload by id, but saves a read: the first attempt uses the aggregate as loaded, later ones read it
    /// again.</summary>
    public Task<Loaded<TState>> UpdateAsync(
        Loaded<TState> loaded,
        Func<Loaded<TState>, Change<TState>?> decide,
        Caller actor,
        CancellationToken cancellation = default
    ) => UpdateAsync(loaded, (now, _) => Task.FromResult(decide(now)), actor, _ => null, cancellation);

    /// <summary>The decision may read other aggregates. It must have no side effects, since it runs again after each version
    /// conflict.</summary>
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

    /// <summary>Runs the follow-ups that the current state requires, in case an earlier command could not. Returns the aggregate
    /// afterwards.</summary>
    public Task<Loaded<TState>> ContinueAsync(Loaded<TState> current, CancellationToken cancellation = default) =>
        UpdateAsync(current, kind.FollowUp, TheSystem, now => now.Row.LastRequest, cancellation);

    /// <summary>The id of the aggregate of this kind that holds a unique value or has reserved it for a commit; null when it is
    /// free.</summary>
    public async Task<string?> FindHolderAsync(string key, CancellationToken cancellation = default) =>
        await Reservations.FindOwnerAsync(storage.Reservations, key, cancellation);

    /// <summary>Waits until each unique value that another aggregate has reserved is either held by it or free again. At most about four
    /// seconds per value.</summary>
    /// <param name="keys">The reservation keys.</param>
    /// <param name="own">The id of the asking aggregate, whose own reservations are ignored.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="Failure">A reservation was still undecided at the end; its command has probably crashed, and the sweeper will
    /// finish or abort it.</exception>
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

    /// <summary>The event that made a version; null when there is none. Reads one row, however long the history is.</summary>
    public async Task<HistoryEntry?> FindEventAsync(string id, long version, CancellationToken cancellation = default)
    {
        if (!Keys.CanBe(id) || version < 1)
            return null;
        return await storage.Aggregates.FindAsync(Partition(id), Key("event", version), cancellation) is { } row ? Entry(row) : null;
    }

    /// <summary>Recomputes the hash chain from the stored texts, which costs time in proportion to the history. Empty for an unknown
    /// id.</summary>
    public async Task<History> ReadHistoryAsync(string id, CancellationToken cancellation = default)
    {
        var current = await LoadAsync(id, cancellation);
        var entries = new List<HistoryEntry>();
        var query = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(id)} and RowKey ge {"event|"} and RowKey lt {"event}"}");
        await foreach (var row in storage.Aggregates.QueryAsync<TableEntity>(query, cancellationToken: cancellation))
        {
            entries.Add(Entry(row));
        }

        // A command that ran between the two reads may have added events that the loaded state does not know yet: leave them out.
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
                () => ProjectAsync(current, marker.From, null, cancellation),
                () => FreeReservationsAsync(marker, cancellation),
                () => ContinueAsync(current, cancellation),
            ],
            cancellation
        );
        await Markers.FinishAsync(storage, marker, cancellation);
        return SweepResult.Finished;
    }

    // Gives the state row a new ETag, or adds an empty row of version 0, so that a slow writer's transaction can no longer succeed.
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
            // Another write changed the ETag, which stops the slow writer just as well.
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
                ["Attempt"] = attempt,
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

        // A follow-up has no request row. It updates the request row of its command, whose answer then has the follow-up's version.
        if (requestRow is not null)
        {
            var request = new TableEntity(partition, requestRow) { ["Version"] = version };
            if (kind.AbortedProblem(change.State) is { } refusal)
                request["Refusal"] = Json.Write(StoredRefusal.Of(refusal));
            if (command is not null)
            {
                request["Part"] = change.Part;
                request["BodyHash"] = command.BodyHash;
                request["Attempt"] = attempt;
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
            var lines = before.Row.Lines?.Keys ?? Projections(before.State!).Keys;
            foreach (var key in lines.Where(key => !projected.ContainsKey(key)))
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
            Lines = projected.ToDictionary(p => p.Key, p => DigestOf(p.Value)),
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
                Projected = projected,
            },
            new Marker(kind.Name, before.Id, version, attempt, now, [.. held.Order(StringComparer.Ordinal)])
            {
                From = before.Unshown?.From ?? version,
            },
            envelopes
        );
    }

    // Everything that follows a committed version. Idempotent, and safe to run concurrently.
    private async Task<Loaded<TState>> FinishAsync(
        Loaded<TState> after,
        Marker marker,
        Loaded<TState> shown,
        IEnumerable<(string Key, ETag Tag)> givenUp,
        CancellationToken cancellation
    )
    {
        var latest = after;
        await Each.DoAsync(
            [
                // The follow-up comes first, since it then writes the lists and counters for both versions at once.
                async () => latest = await ContinueAsync(after with { Unshown = new(shown, marker.From) }, cancellation),
                () => latest.Shown <= marker.From ? Task.CompletedTask : ProjectAsync(after, marker.From, shown, cancellation),
                () =>
                    Each.DoAsync(
                        givenUp,
                        value => Reservations.FreeAsync(storage.Reservations, value.Key, value.Tag, cancellation),
                        cancellation
                    ),
            ],
            cancellation
        );
        await Markers.FinishAsync(storage, marker, cancellation);
        return latest with { Unshown = null, Shown = marker.From };
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

    // Writes the rows that differ from those of a state whose own rows are written, or are left to its marker; without one, all rows.
    private async Task ProjectAsync(Loaded<TState> current, long from, Loaded<TState>? shown, CancellationToken cancellation)
    {
        var dropped = current.Row.Dropped.Where(d => d.Value >= from).Select(d => Projection.Empty(d.Key)).ToArray();
        var before = shown is { Exists: false } ? new Dictionary<string, string>() : shown?.Row.Lines;
        var now = current.Row.Lines;
        await Task.WhenAll(
            (current.Projected ?? Projections(current.State!))
                .Values.Where(p => before?.TryGetValue(p.Key, out var digest) != true || now?.GetValueOrDefault(p.Key) != digest)
                .Select(p => (Row: p, IsNew: before is not null && !before.ContainsKey(p.Key) && !shown!.Row.Dropped.ContainsKey(p.Key)))
                .Concat(dropped.Select(p => (Row: p, IsNew: false)))
                .Select(p => p.Row.WriteAsync(storage, counters, new(current.Id, current.Version, p.IsNew), cancellation))
        );
        await Tombstones.RememberAsync(
            storage,
            current.Id,
            current.Version,
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

    // Reads the request rows only when the oldest has expired, so that most commands do not depend on how many there are.
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

    private static string DigestOf(Projection row) => Ids.Sha256(row.Content)[..16];

    private Dictionary<string, Projection> Projections(TState state) =>
        kind.Lists(state)
            .GroupBy(e => ListPlace.Of(e.List) is { IsGrouped: true } place ? place.Partition : "")
            .SelectMany(g =>
                g.Key.Length > 0
                    ? (IEnumerable<Projection>)[new GroupProjection(g.Key, [.. g])]
                    : g.Select(e => new ListProjection(e.List, e.SortKey, e.Summary))
            )
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
            ["Lines"] = Json.Write(row.Lines),
        };
        LongText.Put(entity, "Body", body);
        return entity;
    }

    // Replaces personal values by names. Equal values within one aggregate get the same name.
    private (JsonElement Json, PersonalValues Persons) TakeOut(string partition, object value) =>
        PersonalJson.TakeOut(
            value,
            values =>
                seal?.NameOf(partition, values)
                ?? throw new InvalidOperationException($"{kind.Name} does not say that it holds persons' values.")
        );

    // Empty when the persons were erased or the text refers to none.
    private async Task<PersonalValues> PersonsForAsync(string id, string text, CancellationToken cancellation) =>
        seal is not null && PersonalJson.HasMarks(text)
            ? PersonRows.Open(seal, (await ReadStateRowsAsync(id, null, cancellation)).Rows.Where(PersonRows.Is))
            : [];

    // The state row, the person rows and a request row. They are of the same moment when one page holds them all.
    private async Task<(List<TableEntity> Rows, bool IsSnapshot)> ReadStateRowsAsync(
        string id,
        string? request,
        CancellationToken cancellation
    )
    {
        var (rows, pages) = (new List<TableEntity>(), 0);
        // The outer range keeps the service from scanning the events.
        var query = request is null
            ? TableClient.CreateQueryFilter(
                $"PartitionKey eq {Partition(id)} and RowKey ge {PersonRows.From} and RowKey lt {PersonRows.To}"
            )
            : TableClient.CreateQueryFilter(
                $"PartitionKey eq {Partition(id)} and RowKey ge {request} and RowKey lt {PersonRows.To} and (RowKey eq {request} or RowKey ge {PersonRows.From})"
            );
        await foreach (var page in storage.Aggregates.QueryAsync<TableEntity>(query, cancellationToken: cancellation).AsPages())
        {
            pages++;
            rows.AddRange(page.Values);
        }
        return (rows, pages <= 1);
    }

    private Loaded<TState> StateIn(string id, List<TableEntity> rows) =>
        rows.Find(r => r.RowKey == "state") is { } state
            ? Read(id, state, seal is null ? [] : PersonRows.Open(seal, rows.Where(PersonRows.Is)))
            : new(id);

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
                Lines = entity.GetString("Lines") is { } lines ? Json.Read<Dictionary<string, string>>(lines) : null,
            },
        };
    }
}

/// <summary>An event in the form that its row stores and its hash covers.</summary>
internal sealed record StoredEvent(
    string Type,
    DateTimeOffset At,
    string Actor,
    string ActorName,
    JsonElement Data,
    IReadOnlyList<StoredMessage>? Messages
);

/// <summary>A follow-up's refusal as the request row stores it. Only the code of the problem kind is stored; the rest comes from the
/// catalogue.</summary>
internal sealed record StoredRefusal(string Code, Text Message, IReadOnlyList<ProblemError> Errors)
{
    public static StoredRefusal Of(Problem problem) => new(problem.Kind.Code, problem.Message, problem.Errors);

    [System.Text.Json.Serialization.JsonIgnore]
    public Problem Problem => new(Catalogue.All[Code], Message, Errors);
}

/// <summary>A message that an event sends, as stored within it: wire name and body. Personal values in the body are replaced by
/// names.</summary>
internal sealed record StoredMessage(string Type, JsonElement Body);
