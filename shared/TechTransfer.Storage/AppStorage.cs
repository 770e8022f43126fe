using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using TechTransfer.Messages;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Heads;
using TechTransfer.Storage.Persons;
using TechTransfer.Storage.Retries;

namespace TechTransfer.Storage;

/// <summary>The tables, containers and queues of one app. No app opens another's tables; queues are the only thing between them.</summary>
public sealed class AppStorage
{
    private readonly QueueServiceClient queues;

    private AppStorage(
        string app,
        PersonSeal? persons,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? consumers,
        TableServiceClient tables,
        BlobServiceClient blobs,
        QueueServiceClient queues,
        BlobServiceClient? backup,
        HeadKey? headKey
    )
    {
        (App, Persons, Consumers, this.queues) = (app, persons, consumers ?? Topics.Consumers, queues);
        Aggregates = tables.GetTableClient($"{app}Aggregates");
        Pending = tables.GetTableClient($"{app}Pending");
        Series = tables.GetTableClient($"{app}Series");
        Reservations = tables.GetTableClient($"{app}Reservations");
        Lists = tables.GetTableClient($"{app}Lists");
        Counters = tables.GetTableClient($"{app}Counters");
        Copies = tables.GetTableClient($"{app}Copies");
        Documents = blobs.GetBlobContainerClient($"{app}-documents");
        MessageBodies = blobs.GetBlobContainerClient(MessageBodiesContainer);
        if (backup is null)
            return;
        Backup = backup.GetBlobContainerClient($"{app}-backup");
        Heads = backup.GetBlobContainerClient($"{app}-heads");
        HeadKey =
            headKey ?? throw new InvalidOperationException("The setting HeadsKey is missing: what is backed up is vouched for with it.");
    }

    /// <summary>The container of message bodies too long for a queue; every app may read it.</summary>
    public const string MessageBodiesContainer = "message-bodies";

    /// <summary>The app's short name, as in <c>contracts</c>: the prefix of its tables and containers.</summary>
    public string App { get; }

    /// <summary>What encrypts persons' values; null when no key is set.</summary>
    internal PersonSeal? Persons { get; }

    /// <summary>The queues of each event's consumers.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>> Consumers { get; }

    internal TableClient Aggregates { get; }
    internal TableClient Pending { get; }
    internal TableClient Series { get; }
    internal TableClient Reservations { get; }
    internal TableClient Lists { get; }
    internal TableClient Counters { get; }
    internal TableClient Copies { get; }
    internal BlobContainerClient Documents { get; }
    internal BlobContainerClient MessageBodies { get; }

    /// <summary>Where this app's backup stands, in an account of its own; null when none is set, and then nothing is backed up.</summary>
    internal BlobContainerClient? Backup { get; }

    /// <summary>Where the lists of heads stand, beside the backup; their blobs can be neither changed nor deleted. Null when no backup is
    /// set.</summary>
    internal BlobContainerClient? Heads { get; }

    /// <summary>What signs the lists of heads; null when no backup is set.</summary>
    internal HeadKey? HeadKey { get; }

    internal QueueClient Queue(string name) => queues.GetQueueClient(name);

    /// <summary>
    /// Opens the storage that the settings name: <c>AzureWebJobsStorage</c> is a connection string, or
    /// <c>AzureWebJobsStorage__tableServiceUri</c>, <c>__blobServiceUri</c>, <c>__queueServiceUri</c> and <c>__clientId</c> name services
    /// and a managed identity.
    /// <c>BackupStorage</c>, likewise a connection string or <c>BackupStorage__blobServiceUri</c>, names the account that backups go to.
    /// <c>HeadsKey</c> or <c>HeadsKeyFile</c>, needed with it, signs the heads of what was backed up.
    /// <c>PersonsKey</c> or <c>PersonsKeyFile</c> gives the key (32 bytes in base64) for apps that keep persons' values.
    /// </summary>
    /// <param name="app">The app's short name: lower-case letters.</param>
    /// <param name="setting">Gives a setting's value, null when it is missing.</param>
    /// <param name="configure">Changes the clients' pipeline; tests count and break calls with it.</param>
    /// <param name="consumers">The queues of each event's consumers, if not those of <see cref="Topics"/>.</param>
    public static AppStorage Open(
        string app,
        Func<string, string?> setting,
        Action<ClientOptions>? configure = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? consumers = null
    )
    {
        var tableOptions = new TableClientOptions();
        var blobOptions = new BlobClientOptions();
        var queueOptions = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 };
        foreach (var options in (ClientOptions[])[tableOptions, blobOptions, queueOptions])
        {
            options.Retry.MaxRetries = 4;
            options.Retry.Delay = TimeSpan.FromMilliseconds(200);
            // Rows and messages are small: an answer that takes longer than this has been lost, and the caller's patience has an end.
            options.Retry.NetworkTimeout = options is BlobClientOptions ? TimeSpan.FromSeconds(30) : TimeSpan.FromSeconds(10);
            configure?.Invoke(options);
        }

        var persons = PersonSeal.From(setting);
        var headKey = HeadKey.From(setting);
        // One for all services, and none where connection strings are given: its library is long to load.
        var identity = new Lazy<ManagedIdentityCredential>(() =>
            new(
                setting("AzureWebJobsStorage__clientId") is { Length: > 0 } id
                    ? ManagedIdentityId.FromUserAssignedClientId(id)
                    : ManagedIdentityId.SystemAssigned
            )
        );
        var backup =
            setting("BackupStorage") is { Length: > 0 } backupConnection ? new BlobServiceClient(backupConnection, blobOptions)
            : setting("BackupStorage__blobServiceUri") is { Length: > 0 } backupUri
                ? new BlobServiceClient(new(backupUri), identity.Value, blobOptions)
            : null;
        if (setting("AzureWebJobsStorage") is { Length: > 0 } connection)
        {
            return new(
                app,
                persons,
                consumers,
                new(connection, tableOptions),
                new(connection, blobOptions),
                new(connection, queueOptions),
                backup,
                headKey
            );
        }
        Uri Service(string name) =>
            setting($"AzureWebJobsStorage__{name}") is { Length: > 0 } uri
                ? new(uri)
                : throw new InvalidOperationException($"The setting AzureWebJobsStorage (or AzureWebJobsStorage__{name}) is missing.");
        return new(
            app,
            persons,
            consumers,
            new(Service("tableServiceUri"), identity.Value, tableOptions),
            new(Service("blobServiceUri"), identity.Value, blobOptions),
            new(Service("queueServiceUri"), identity.Value, queueOptions),
            backup,
            headKey
        );
    }

    /// <summary>Makes what is missing. For local work: in Azure the deployment makes the tables, containers and queues.</summary>
    /// <param name="queueNames">The queues that this app reads or sends to.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task CreateMissingAsync(IEnumerable<string> queueNames, CancellationToken cancellation = default)
    {
        var steps = new List<Task>();
        foreach (var table in (TableClient[])[Aggregates, Pending, Series, Reservations, Lists, Counters, Copies])
            steps.Add(table.CreateIfNotExistsAsync(cancellation));
        foreach (var container in (BlobContainerClient?[])[Documents, MessageBodies, Backup, Heads])
        {
            if (container is not null)
                steps.Add(container.CreateIfNotExistsAsync(cancellationToken: cancellation));
        }
        foreach (var queue in queueNames)
            steps.Add(Queue(queue).CreateIfNotExistsAsync(cancellationToken: cancellation));
        await Task.WhenAll(steps);
    }

    /// <summary>
    /// True while a command that began before an instant may still have effects to bring about. One that has been set aside for a day is
    /// not waited for any longer: nobody can tell when it will be done.
    /// </summary>
    public async Task<bool> HasUnfinishedAsync(DateTimeOffset before, SetAsides asides, CancellationToken cancellation = default)
    {
        var markers = await asides.BeginAsync(Sweeper.Work, cancellation);
        await foreach (
            var _ in Markers.BeforeAsync(Pending, before, row => markers.HasFor(Markers.ItemOf(row), TimeSpan.FromDays(1)), cancellation)
        )
            return true;
        return false;
    }

    /// <summary>True when the app has stored anything that counts.</summary>
    internal async Task<bool> HasRowsAsync(CancellationToken cancellation)
    {
        foreach (var table in new[] { Aggregates, Series })
        {
            await foreach (var _ in table.QueryAsync<TableEntity>(maxPerPage: 1, select: ["PartitionKey"], cancellationToken: cancellation))
                return true;
        }
        return false;
    }

    /// <summary>What still waits: markers of unfinished commands, and messages in the given queues. At most a hundred markers are
    /// counted.</summary>
    public async Task<Backlog> BacklogAsync(IEnumerable<string> queueNames, CancellationToken cancellation = default)
    {
        var markers = await Markers.CountAsync(Pending, cancellation);
        var waiting = new Dictionary<string, int>();
        foreach (var name in queueNames)
        {
            var properties = await Queue(name).GetPropertiesAsync(cancellation);
            waiting[name] = properties.Value.ApproximateMessagesCount;
        }
        return new(markers, waiting);
    }
}

/// <summary>What still waits to be done.</summary>
/// <param name="Markers">Commands whose effects are not all out yet.</param>
/// <param name="Queues">Messages by queue, those in work included.</param>
public sealed record Backlog(int Markers, IReadOnlyDictionary<string, int> Queues);
