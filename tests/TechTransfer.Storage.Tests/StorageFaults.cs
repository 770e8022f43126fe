using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Azure;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues;
using TechTransfer.Testing;
using TechTransfer.Testing.Proxies;

namespace TechTransfer.Storage.Tests;

/// <summary>Each fault of the proxy has the same effect on the Azure SDK as the real storage would have.</summary>
public sealed class StorageFaults : IAsyncLifetime
{
    private const string Partition = "p|é '";

    private readonly string name = $"f{Guid.NewGuid():N}";
    private readonly List<StorageCall> seen = [];
    private StorageProxy proxy = null!;

    // The clients do not retry, so that tests see the first answer. The "behind" clients bypass the proxy, to see what was really done.
    private TableClient table = null!,
        tableBehind = null!;
    private BlobContainerClient container = null!,
        containerBehind = null!;
    private QueueClient queue = null!,
        queueBehind = null!;

    public async Task InitializeAsync()
    {
        var connection = await AzuriteServer.ConnectionStringAsync();
        proxy = await StorageProxy.StartAsync(connection);
        (table, container, queue) = Clients(proxy.ConnectionString, 0);
        (tableBehind, containerBehind, queueBehind) = Clients(connection, 0);
        await tableBehind.CreateAsync();
        await containerBehind.CreateAsync();
        await queueBehind.CreateAsync();
    }

    public async Task DisposeAsync() => await proxy.DisposeAsync();

    private (TableClient, BlobContainerClient, QueueClient) Clients(string connection, int repeats, double seconds = 60)
    {
        T With<T>(T options)
            where T : ClientOptions
        {
            options.Retry.MaxRetries = repeats;
            options.Retry.Delay = TimeSpan.FromMilliseconds(1);
            options.Retry.NetworkTimeout = TimeSpan.FromSeconds(seconds);
            return options;
        }
        return (
            new(connection, name, With(new TableClientOptions())),
            new(connection, name, With(new BlobClientOptions())),
            new(connection, name, With(new QueueClientOptions()))
        );
    }

    private void Give(Fault fault, Func<StorageCall, bool>? to = null) =>
        proxy.Decide = call =>
        {
            lock (seen)
                seen.Add(call);
            return to?.Invoke(call) == false ? Fault.Pass : fault;
        };

    private static TableEntity Row(string key, int value = 1) => new(Partition, key) { ["Value"] = value };

    private async Task<int?> ValueAsync(string key) =>
        (await tableBehind.GetEntityIfExistsAsync<TableEntity>(Partition, key)) is { HasValue: true, Value: { } row }
            ? row.GetInt32("Value")
            : null;

    [Fact]
    public async Task What_is_signed_passes_and_every_call_is_counted_and_named()
    {
        Give(Fault.Pass);

        await table.AddEntityAsync(Row("a b|合同'"));
        var row = (await table.GetEntityAsync<TableEntity>(Partition, "a b|合同'")).Value;
        await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);
        await table.SubmitTransactionAsync([
            new(TableTransactionActionType.Add, Row("b")),
            new(TableTransactionActionType.UpsertReplace, Row("c")),
        ]);
        Assert.Equal(3, await table.QueryAsync<TableEntity>(e => e.PartitionKey == Partition).CountAsync());
        await table.DeleteEntityAsync(Partition, "b");

        var blob = container.GetBlobClient("folder/a b%|合同.pdf");
        var metadata = new Dictionary<string, string> { ["kind"] = "x" };
        await blob.UploadAsync(BinaryData.FromString("content"), new BlobUploadOptions { Metadata = metadata });
        Assert.Equal("content", (await blob.DownloadContentAsync()).Value.Content.ToString());
        Assert.Equal("x", (await blob.GetPropertiesAsync()).Value.Metadata["kind"]);
        Assert.Single(await container.GetBlobsAsync(BlobTraits.None, BlobStates.None, "folder/", default).ToListAsync());

        await queue.SendMessageAsync("message");
        var message = (await queue.ReceiveMessageAsync()).Value;
        Assert.Equal("message", message.Body.ToString());
        await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);

        Assert.Equal(
            [
                $"insert {name}",
                $"read {name}",
                $"replace {name}",
                $"transaction {name}",
                $"read {name}",
                $"delete {name}",
                $"put {name}",
                $"get {name}",
                $"head {name}",
                $"get {name}?comp=list",
                $"post {name}/messages",
                $"get {name}/messages",
                $"delete {name}",
            ],
            seen.Select(c => c.Operation)
        );
        Assert.Equal([true, false, true, true, false, true, true, false, false, false, true, true, true], seen.Select(c => c.Writes));
        Assert.Equal(Enumerable.Range(1, seen.Count), seen.Select(c => c.Number));
        Assert.Equal(seen.Count, proxy.Calls);
        Assert.Equal(seen.Count, proxy.Given(FaultKind.Pass));
    }

    [Fact]
    public async Task A_call_with_a_wrong_signature_is_refused_by_the_storage()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, table.Uri + "()");
        request.Headers.Authorization = new AuthenticationHeaderValue("SharedKey", "devstoreaccount1:d3Jvbmc=");
        request.Headers.Add("x-ms-date", TimeProvider.System.GetUtcNow().ToString("R"));
        Assert.Equal(HttpStatusCode.Forbidden, (await http.SendAsync(request)).StatusCode);
    }

    public static TheoryData<string> Services => ["table", "transaction", "blob", "queue"];

    private Task WriteAsync(string service) =>
        service switch
        {
            "table" => table.AddEntityAsync(Row("a")),
            "transaction" => table.SubmitTransactionAsync([
                new(TableTransactionActionType.Add, Row("a")),
                new(TableTransactionActionType.Add, Row("b")),
            ]),
            "blob" => UploadAsync("a", new() { IfNoneMatch = ETag.All }),
            _ => queue.SendMessageAsync("a"),
        };

    private Task<Response<BlobContentInfo>> UploadAsync(string content, BlobRequestConditions conditions) =>
        container.GetBlobClient("a").UploadAsync(BinaryData.FromString(content), new BlobUploadOptions { Conditions = conditions });

    private static (int, string?, int?) Of(TableTransactionFailedException failure) =>
        (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex);

    private async Task<bool> IsWrittenAsync(string service) =>
        service switch
        {
            "table" or "transaction" => await ValueAsync("a") == 1,
            "blob" => await containerBehind.GetBlobClient("a").ExistsAsync(),
            _ => (await queueBehind.PeekMessagesAsync()).Value.Length == 1,
        };

    [Theory, MemberData(nameof(Services))]
    public async Task An_internal_error_does_nothing(string service)
    {
        Give(Fault.InternalError);
        var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(() => WriteAsync(service));
        Assert.Equal((500, "InternalError"), (failure.Status, failure.ErrorCode));
        Assert.False(await IsWrittenAsync(service));
    }

    [Theory, MemberData(nameof(Services))]
    public async Task A_busy_storage_does_nothing_and_says_when_to_come_again(string service)
    {
        Give(Fault.Busy);
        var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(() => WriteAsync(service));
        Assert.Equal((503, "ServerBusy"), (failure.Status, failure.ErrorCode));
        Assert.True(failure.GetRawResponse()!.Headers.TryGetValue("Retry-After", out var after));
        Assert.Equal("1", after);
        Assert.False(await IsWrittenAsync(service));
    }

    [Fact]
    public async Task A_client_that_repeats_waits_as_long_as_a_busy_storage_asks()
    {
        (table, _, _) = Clients(proxy.ConnectionString, 1);
        Give(Fault.Busy, call => call.Number == 1);
        var watch = Stopwatch.StartNew();
        await WriteAsync("table");
        Assert.True(watch.Elapsed >= TimeSpan.FromSeconds(1), $"{watch.Elapsed}");
        Assert.Equal(2, proxy.Calls);
        Assert.Equal(1, await ValueAsync("a"));
    }

    [Theory, MemberData(nameof(Services))]
    public async Task A_cut_before_does_nothing(string service)
    {
        Give(Fault.CutBefore);
        Assert.Equal(0, (await Assert.ThrowsAnyAsync<RequestFailedException>(() => WriteAsync(service))).Status);
        Assert.False(await IsWrittenAsync(service));
    }

    [Theory, MemberData(nameof(Services))]
    public async Task A_cut_after_is_a_write_without_an_answer(string service)
    {
        Give(Fault.CutAfter);
        Assert.Equal(0, (await Assert.ThrowsAnyAsync<RequestFailedException>(() => WriteAsync(service))).Status);
        Assert.True(await IsWrittenAsync(service));
    }

    [Theory, MemberData(nameof(Services))]
    public async Task A_timeout_after_the_write_is_a_long_wait_and_a_write_without_an_answer(string service)
    {
        var silence = TimeSpan.FromMilliseconds(300);
        Give(Fault.TimeoutAfterWrite(silence));
        var watch = Stopwatch.StartNew();
        Assert.Equal(0, (await Assert.ThrowsAnyAsync<RequestFailedException>(() => WriteAsync(service))).Status);
        Assert.True(watch.Elapsed >= silence, $"{watch.Elapsed}");
        Assert.True(await IsWrittenAsync(service));
    }

    [Theory, MemberData(nameof(Services))]
    public async Task Silence_lasts_until_the_client_gives_up_and_nothing_is_done(string service)
    {
        (table, container, queue) = Clients(proxy.ConnectionString, 0, seconds: 0.5);
        Give(Fault.Silence);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WriteAsync(service));
        Assert.False(await IsWrittenAsync(service));
    }

    [Fact]
    public async Task Retry_of_a_write_that_succeeded_gets_409()
    {
        (table, container, _) = Clients(proxy.ConnectionString, 1);
        Give(Fault.CutAfter, call => call.Number % 2 == 1);

        Assert.Equal("EntityAlreadyExists", (await Assert.ThrowsAsync<RequestFailedException>(() => WriteAsync("table"))).ErrorCode);
        Assert.Equal(409, (await Assert.ThrowsAsync<RequestFailedException>(() => WriteAsync("blob"))).Status);
        Assert.Equal(4, proxy.Calls);
    }

    [Fact]
    public async Task A_conflict_answers_only_calls_that_create_and_nothing_is_done()
    {
        Give(Fault.Conflict);
        var insert = await Assert.ThrowsAsync<RequestFailedException>(() => WriteAsync("table"));
        Assert.Equal((409, "EntityAlreadyExists"), (insert.Status, insert.ErrorCode));
        var transaction = await Assert.ThrowsAsync<TableTransactionFailedException>(() => WriteAsync("transaction"));
        Assert.Equal((409, "EntityAlreadyExists", 0), Of(transaction));
        var blob = await Assert.ThrowsAsync<RequestFailedException>(() => WriteAsync("blob"));
        Assert.Equal((409, "BlobAlreadyExists"), (blob.Status, blob.ErrorCode));
        Assert.False(await IsWrittenAsync("table"));
        Assert.False(await IsWrittenAsync("blob"));

        // Calls that create nothing never get 409.
        await table.UpsertEntityAsync(Row("a"));
        await queue.SendMessageAsync("a");
        await container.GetBlobClient("b").UploadAsync(BinaryData.FromString("b"), overwrite: true);
        Assert.Equal((3, 3), (proxy.Given(FaultKind.Conflict), proxy.Given(FaultKind.Pass)));
    }

    [Fact]
    public async Task A_failed_precondition_answers_only_calls_with_a_version_and_nothing_is_done()
    {
        await table.AddEntityAsync(Row("a"));
        var version = (await table.GetEntityAsync<TableEntity>(Partition, "a")).Value.ETag;
        var blobVersion = (await UploadAsync("a", new())).Value.ETag;
        Give(Fault.PreconditionFailed);

        var update = await Assert.ThrowsAsync<RequestFailedException>(() => table.UpdateEntityAsync(Row("a", 2), version));
        Assert.Equal((412, "UpdateConditionNotSatisfied"), (update.Status, update.ErrorCode));
        var transaction = await Assert.ThrowsAsync<TableTransactionFailedException>(() =>
            table.SubmitTransactionAsync([new(TableTransactionActionType.UpdateReplace, Row("a", 2), version)])
        );
        Assert.Equal((412, "UpdateConditionNotSatisfied", 0), Of(transaction));
        var upload = await Assert.ThrowsAsync<RequestFailedException>(() => UploadAsync("b", new() { IfMatch = blobVersion }));
        Assert.Equal((412, "ConditionNotMet"), (upload.Status, upload.ErrorCode));
        Assert.Equal(1, await ValueAsync("a"));
        Assert.Equal("a", (await containerBehind.GetBlobClient("a").DownloadContentAsync()).Value.Content.ToString());

        // Calls without If-Match never get 412.
        await table.UpdateEntityAsync(Row("a", 3), ETag.All);
        Assert.Equal(3, proxy.Given(FaultKind.PreconditionFailed));
    }

    [Fact]
    public async Task Slow_bytes_come_late_and_whole()
    {
        var content = new string('x', 100_000);
        await containerBehind.GetBlobClient("a").UploadAsync(BinaryData.FromString(content));
        var whole = TimeSpan.FromMilliseconds(500);
        Give(Fault.SlowBytes(whole));
        var watch = Stopwatch.StartNew();
        Assert.Equal(content, (await container.GetBlobClient("a").DownloadContentAsync()).Value.Content.ToString());
        Assert.True(watch.Elapsed >= whole / 2, $"{watch.Elapsed}");
    }

    [Fact]
    public async Task A_stop_runs_before_or_after_the_write()
    {
        int? before = 0,
            after = 0;
        Give(Fault.StopBefore(async () => before = await ValueAsync("a")));
        await Assert.ThrowsAnyAsync<RequestFailedException>(() => WriteAsync("table"));
        Assert.Null(before);
        Assert.False(await IsWrittenAsync("table"));

        Give(Fault.StopAfter(async () => after = await ValueAsync("a")));
        await Assert.ThrowsAnyAsync<RequestFailedException>(() => WriteAsync("table"));
        Assert.Equal(1, after);
    }
}
