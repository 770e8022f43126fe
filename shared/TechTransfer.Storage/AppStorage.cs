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

/// <summary>The tables, containers and queues of one app. Apps never open each other's tables; they exchange data through queues
/// only.</summary>
public sealed class AppStorage
{
    // Opened at their first use: a new instance answers its first call from tables alone, and these clients are slow to load.
    // The types are ours, because a field Lazy<BlobContainerClient> would already load the assembly of the SDK.
    private readonly Lazy<BlobContainers> blobs;
    private readonly Lazy<Queues> queues;
    private readonly Lazy<BackupContainers>? backup;

    private AppStorage(
        string app,
        PersonSeal? persons,
        HeadKey? headKey,
        StorageBudget budget,
        IReadOnlyDictionary<string, IReadOnlyList<string>> consumers,
        TableServiceClient tables,
        Func<BlobContainers> blobs,
        Func<Queues> queues,
        Func<BackupContainers>? backup
    )
    {
        (App, Persons, HeadKey, Budget, Consumers) = (app, persons, headKey, budget, consumers);
        (this.blobs, this.queues, this.backup) = (new(blobs), new(queues), backup is null ? null : new(backup));
        Aggregates = tables.GetTableClient($"{app}Aggregates");
        Pending = tables.GetTableClient($"{app}Pending");
        Series = tables.GetTableClient($"{app}Series");
        Reservations = tables.GetTableClient($"{app}Reservations");
        Lists = tables.GetTableClient($"{app}Lists");
        Counters = tables.GetTableClient($"{app}Counters");
        Copies = tables.GetTableClient($"{app}Copies");
    }

    /// <summary>Blob container for message bodies that are too long for a queue; all apps read and write it.</summary>
    public const string MessageBodiesContainer = "message-bodies";

    /// <summary>The app's short name, as in <c>contracts</c>: the prefix of its tables and containers.</summary>
    public string App { get; }

    /// <summary>How long a storage that does not answer is waited for.</summary>
    public StorageBudget Budget { get; }

    /// <summary>Encrypts personal values. Null when no key is set; a store of aggregates with personal values then throws when it is
    /// created.</summary>
    internal PersonSeal? Persons { get; }

    /// <summary>Names of the queues that receive an event, by its wire name. Tests may replace those of <see cref="Topics"/>.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>> Consumers { get; }

    internal TableClient Aggregates { get; }
    internal TableClient Pending { get; }
    internal TableClient Series { get; }
    internal TableClient Reservations { get; }
    internal TableClient Lists { get; }
    internal TableClient Counters { get; }
    internal TableClient Copies { get; }
    internal BlobContainerClient Documents => blobs.Value.Documents;
    internal BlobContainerClient MessageBodies => blobs.Value.MessageBodies;

    /// <summary>Container of this app's backup, in a separate storage account; null when none is set, and then there are no
    /// backups.</summary>
    internal BlobContainerClient? Backup => backup?.Value.Backup;

    /// <summary>Container of the lists of history heads, beside the backup; its blobs can be neither changed nor deleted. Null when no
    /// backup is set.</summary>
    internal BlobContainerClient? Heads => backup?.Value.Heads;

    /// <summary>Signs the lists of history heads; null when no backup is set.</summary>
    internal HeadKey? HeadKey { get; }

    internal QueueClient Queue(string name) => queues.Value.Service.GetQueueClient(name);

    /// <summary>Gives and takes the text of messages as it is stored, so that a message in another format can be read too.</summary>
    internal QueueClient RawQueue(string name) => queues.Value.Raw.GetQueueClient(name);

    /// <summary>Opens the clients of blobs and queues now instead of at their first use; throws when a setting is malformed.</summary>
    public void OpenClients() => _ = (blobs.Value, queues.Value, backup?.Value);

    /// <summary>
    /// Opens the storage that the settings name. <c>AzureWebJobsStorage</c> is a connection string; alternatively
    /// <c>AzureWebJobsStorage__tableServiceUri</c>, <c>__blobServiceUri</c>, <c>__queueServiceUri</c> and <c>__clientId</c> name the
    /// services and a managed identity. <c>BackupStorage</c> (connection string) or <c>BackupStorage__blobServiceUri</c> names the account
    /// for backups, which also needs <c>HeadsKey</c> or <c>HeadsKeyFile</c> to sign the lists of history heads. <c>PersonsKey</c> or
    /// <c>PersonsKeyFile</c> gives the key (32 bytes in base64) for apps that store personal values. <see cref="StorageBudget"/> reads the
    /// settings for a storage that does not answer.
    /// </summary>
    /// <param name="app">The app's short name: lower-case letters.</param>
    /// <param name="setting">Returns a setting's value; null when it is missing.</param>
    /// <param name="configure">Changes the clients' pipeline; tests use it to count and break calls.</param>
    /// <param name="consumers">Receiving queues by event; null for those of <see cref="Topics"/>.</param>
    public static AppStorage Open(
        string app,
        Func<string, string?> setting,
        Action<ClientOptions>? configure = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? consumers = null
    )
    {
        T Configured<T>(T options, TimeSpan timeout)
            where T : ClientOptions
        {
            options.Retry.MaxRetries = 4;
            options.Retry.Delay = TimeSpan.FromMilliseconds(200);
            options.Retry.NetworkTimeout = timeout;
            options.AddPolicy(new StorageDeadline(timeout), HttpPipelinePosition.PerRetry);
            configure?.Invoke(options);
            return options;
        }
        // Rows and messages are small: an answer that takes longer is probably lost, and the client retries.
        var budget = StorageBudget.From(setting);
        var tableOptions = Configured(new TableClientOptions(), budget.Try);
        BlobClientOptions BlobOptions() => Configured(new BlobClientOptions(), TimeSpan.FromSeconds(30));
        QueueClientOptions QueueOptions(QueueMessageEncoding encoding) =>
            Configured(new QueueClientOptions { MessageEncoding = encoding }, budget.Try);

        // Created only when needed, since loading the identity library takes long and connection strings do without it.
        var identity = new Lazy<ManagedIdentityCredential>(() =>
            new(
                setting("AzureWebJobsStorage__clientId") is { Length: > 0 } id
                    ? ManagedIdentityId.FromUserAssignedClientId(id)
                    : ManagedIdentityId.SystemAssigned
            )
        );
        Uri Service(string name) =>
            setting($"AzureWebJobsStorage__{name}") is { Length: > 0 } uri
                ? new(uri)
                : throw new InvalidOperationException($"The setting AzureWebJobsStorage (or AzureWebJobsStorage__{name}) is missing.");
        var connection = setting("AzureWebJobsStorage") is { Length: > 0 } given ? given : null;
        var (blobUri, queueUri) = connection is null ? (Service("blobServiceUri"), Service("queueServiceUri")) : (null, null);

        BlobContainers OpenBlobs() =>
            BlobContainers.Of(connection is null ? new(blobUri, identity.Value, BlobOptions()) : new(connection, BlobOptions()), app);
        QueueServiceClient OpenQueueService(QueueMessageEncoding encoding) =>
            connection is null ? new(queueUri, identity.Value, QueueOptions(encoding)) : new(connection, QueueOptions(encoding));
        Queues OpenQueues() => new(OpenQueueService(QueueMessageEncoding.Base64), OpenQueueService(QueueMessageEncoding.None));
        var backupConnection = setting("BackupStorage");
        var backupUri = setting("BackupStorage__blobServiceUri");
        var hasBackup = !string.IsNullOrEmpty(backupConnection) || !string.IsNullOrEmpty(backupUri);
        BackupContainers OpenBackup() =>
            BackupContainers.Of(
                string.IsNullOrEmpty(backupConnection)
                    ? new(new Uri(backupUri!), identity.Value, BlobOptions())
                    : new(backupConnection, BlobOptions()),
                app
            );

        var headKey = HeadKey.From(setting);
        if (hasBackup && headKey is null)
            throw new InvalidOperationException("The setting HeadsKey is missing: what is backed up is vouched for with it.");
        return new(
            app,
            PersonSeal.From(setting),
            hasBackup ? headKey : null,
            budget,
            consumers ?? Topics.Consumers,
            connection is null ? new(Service("tableServiceUri"), identity.Value, tableOptions) : new(connection, tableOptions),
            OpenBlobs,
            OpenQueues,
            hasBackup ? OpenBackup : null
        );
    }

    /// <summary>Creates missing tables, containers and queues. For local work only: in Azure the deployment creates them.</summary>
    /// <param name="queueNames">The queues that this app reads or sends to.</param>
    /// <param name="cancellation">Cancels the operation.</param>
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

    /// <summary>True while a command that began before an instant may still have unfinished effects. Commands that have been set aside for
    /// a day are ignored, since it is not known when they will succeed.</summary>
    public async Task<bool> HasUnfinishedAsync(DateTimeOffset before, SetAsides asides, CancellationToken cancellation = default)
    {
        var markers = await asides.BeginAsync(Sweeper.Work, cancellation);
        await foreach (
            var _ in Markers.BeforeAsync(Pending, before, row => markers.HasFor(Markers.ItemOf(row), TimeSpan.FromDays(1)), cancellation)
        )
            return true;
        return false;
    }

    internal async Task<bool> HasRowsAsync(CancellationToken cancellation)
    {
        foreach (var table in new[] { Aggregates, Series })
        {
            await foreach (var _ in table.QueryAsync<TableEntity>(maxPerPage: 1, select: ["PartitionKey"], cancellationToken: cancellation))
                return true;
        }
        return false;
    }

    /// <summary>Counts unfinished commands (about a hundred at most) and the messages in the given queues.</summary>
    public async Task<Backlog> BacklogAsync(IEnumerable<string> queueNames, CancellationToken cancellation = default)
    {
        var markers = Markers.CountAsync(Pending, cancellation);
        var waiting = await Task.WhenAll(
            queueNames.Select(async name =>
                KeyValuePair.Create(name, (await Queue(name).GetPropertiesAsync(cancellation)).Value.ApproximateMessagesCount)
            )
        );
        return new(await markers, new Dictionary<string, int>(waiting));
    }

    private sealed record Queues(QueueServiceClient Service, QueueServiceClient Raw);

    private sealed record BlobContainers(BlobContainerClient Documents, BlobContainerClient MessageBodies)
    {
        public static BlobContainers Of(BlobServiceClient service, string app) =>
            new(service.GetBlobContainerClient($"{app}-documents"), service.GetBlobContainerClient(MessageBodiesContainer));
    }

    private sealed record BackupContainers(BlobContainerClient Backup, BlobContainerClient Heads)
    {
        public static BackupContainers Of(BlobServiceClient service, string app) =>
            new(service.GetBlobContainerClient($"{app}-backup"), service.GetBlobContainerClient($"{app}-heads"));
    }
}

/// <summary>What <c>/health</c> reports, and what scripts wait for to become empty.</summary>
/// <param name="Markers">Commands whose effects are not complete.</param>
/// <param name="Queues">Approximate number of messages by queue, including those being processed.</param>
public sealed record Backlog(int Markers, IReadOnlyDictionary<string, int> Queues);
