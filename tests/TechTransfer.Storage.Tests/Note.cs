using System.Security.Cryptography;
using System.Text.Json;
using Azure.Core;
using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Problems;
using TechTransfer.Messages;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Backups;
using TechTransfer.Storage.Heads;
using TechTransfer.Storage.Retries;
using TechTransfer.Storage.Rows;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.Storage.Tests;

/// <summary>A small example aggregate that uses every feature of the store.</summary>
public sealed record Note(string Text, string Status, string? Title, long? Number, string Period = "2026");

[WireName("noteWritten")]
public sealed record NoteWritten(string Text);

[WireName("noteDecided")]
public sealed record NoteDecided(string By);

[WireName("noteNumbered")]
public sealed record NoteNumbered(long Number);

[WireName("noteAnnounced")]
public sealed record NoteAnnounced(long Number, string Text);

public sealed class NoteApp
{
    public const string Series = "notes";

    /// <summary>The text of a note that gets no number when it is decided.</summary>
    public const string Unnumberable = "without a number";

    private NoteApp(string app, string connection, Action<ClientOptions>? configure, TimeProvider time, string budgetSeconds)
    {
        (App, Time) = (app, time);
        // The backup goes to the same Azurite, but to containers that tests do not delete.
        Storage = TestStorage.Open(
            app,
            connection,
            configure,
            new Dictionary<string, IReadOnlyList<string>> { ["noteAnnounced"] = [Queue] },
            ("BackupStorage", connection),
            ("HeadsKey", HeadsKey),
            ("StorageSeconds", budgetSeconds)
        );
        Numbers = new(Storage);
        Store = new(Storage, Kind(), time, NullLogger<AggregateStore<Note>>.Instance);
        Asides = new(Storage, time, NullLogger<SetAsides>.Instance);
        Restore = new(Storage, [Store], Asides, StoreSteps.None, time);
        Sweeper = new(Storage, [Store], Asides, [Restore], time);
        Backup = new(Storage, Asides, time, NullLogger<Backup>.Instance);
        Audit = new(Storage, [Store], Asides, time);
    }

    public static string HeadsKey { get; } = NewKey();

    public string App { get; }
    public TimeProvider Time { get; }
    public string Queue => $"{App}-inbox";
    public AppStorage Storage { get; }
    public NumberSeries Numbers { get; }
    public AggregateStore<Note> Store { get; }
    public SetAsides Asides { get; }
    public Sweeper Sweeper { get; }
    public Backup Backup { get; }
    public Restore Restore { get; }
    public HeadAudit Audit { get; }

    public static Caller Someone { get; } = new("u1", "某人（虚构）", new HashSet<Role> { Role.Office }, null);

    public static async Task<NoteApp> NewAsync(Action<ClientOptions>? configure = null, TimeProvider? time = null)
    {
        var app = await OpenAsync(TestStorage.NewName(), configure, time);
        await app.Storage.CreateMissingAsync([app.Queue]);
        return app;
    }

    public static async Task<NoteApp> OpenAsync(
        string app,
        Action<ClientOptions>? configure = null,
        TimeProvider? time = null,
        string? connection = null,
        string budgetSeconds = ""
    ) => new(app, connection ?? await AzuriteServer.ConnectionStringAsync(), configure, time ?? TimeProvider.System, budgetSeconds);

    public Task<NoteApp> AgainAsync(
        Action<ClientOptions>? configure = null,
        TimeProvider? time = null,
        string? connection = null,
        string budgetSeconds = ""
    ) => OpenAsync(App, configure, time ?? Time, connection, budgetSeconds);

    public static CommandKey Command(string key, string body = "body") => new("u1", "POST /notes", key, Ids.Sha256(body));

    public async Task<Loaded<Note>> WriteAsync(string id, string text, string? title = null, string? key = null, string period = "2026")
    {
        var before = await Store.LoadAsync(id);
        var outcome = await Store.CommitAsync(
            before,
            new(new(text, "open", title, null, period), new NoteWritten(text)),
            Someone,
            Command(key ?? $"write-{id}-{before.Version}", text)
        );
        return outcome.Value;
    }

    /// <summary>Decides a note; follow-up steps then give it a number and announce it.</summary>
    public async Task<Outcome<Loaded<Note>>> DecideAsync(string id, string key)
    {
        var before = await Store.LoadAsync(id);
        return await Store.CommitAsync(
            before,
            new(before.State! with { Status = "decided", Title = $"{before.State.Title}!" }, new NoteDecided("u1")),
            Someone,
            Command(key)
        );
    }

    public async Task<IReadOnlyList<JsonElement>> ListAsync(string list) =>
        (await new Lists(Storage).ReadAsync(list, 200, null)).Value.Items;

    public async Task<IReadOnlyList<Envelope>> MessagesAsync()
    {
        var messages = await Storage.Queue(Queue).ReceiveMessagesAsync(32);
        return [.. messages.Value.Select(m => Json.Read<Envelope>(m.MessageText))];
    }

    private static string NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Convert.ToBase64String(key.ExportPkcs8PrivateKey());
    }

    private AggregateKind<Note> Kind() =>
        new("note")
        {
            Reservations = note => note.Title is null ? [] : [$"title|{note.Title}"],
            ReservationConflict = (_, _) => Problem.Of(Catalogue.NotYetKnown),
            Lists = note => [new($"status|{note.Status}", "0", note), new("all", "0", note)],
            Contributions = note =>
                [new("notes", note.Period, new Dictionary<string, long> { [note.Status] = 1, ["length"] = note.Text.Length })],
            Messages = (note, happened) => happened is NoteNumbered numbered ? [new NoteAnnounced(numbered.Number, note.Text)] : [],
            AbortedProblem = note =>
                note.Status == "refused" ? Problem.Of(Catalogue.WrongState, ("status", "refused"), ("action", "number")) : null,
            FollowUp = async (note, cancellation) =>
            {
                if (note.State!.Status != "decided")
                    return null;
                if (note.State.Text == Unnumberable)
                    return new(note.State with { Status = "refused" }, new NoteWritten(Unnumberable));
                var number = await Numbers.AllotAsync(Series, note.Id, cancellation);
                return new(note.State with { Status = "numbered", Number = number }, new NoteNumbered(number));
            },
        };
}
