using System.Text;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using TechTransfer.Kernel;
using TechTransfer.Storage.Heads;
using TechTransfer.Testing;

namespace TechTransfer.Storage.Tests;

/// <summary>Even an attacker with write access to every table cannot change a history without being detected.</summary>
public sealed class HeadAudits
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task An_untouched_system_has_no_faults_however_often_it_was_backed_up()
    {
        var app = await NoteApp.NewAsync();
        await app.WriteAsync("n1", "one", "one");
        await app.Backup.RunAsync(Long);
        await app.DecideAsync("n1", "k1");
        await app.WriteAsync("n2", "two");
        await app.Backup.RunAsync(Long);

        var audited = await AuditAsync(app);
        Assert.Empty(audited.Faults);
        // The first backup lists n1 twice (among all, and as changed), the second lists the two changed notes.
        Assert.Equal(4, audited.Heads);
        Assert.True(audited.Lists >= 3);
        Assert.Equal(audited.Lists, await AuditInStepsAsync(app));
    }

    [Fact]
    public async Task A_history_rewritten_from_its_start_with_a_chain_that_holds_is_found()
    {
        var app = await NoteApp.NewAsync();
        await app.WriteAsync("n1", "what was said");
        await app.WriteAsync("n2", "what was said");
        await app.Backup.RunAsync(Long);

        // The forger writes another first version with the code of the store, so that its chain is valid.
        var table = app.Storage.Aggregates;
        foreach (var row in await RowsAsync(table, "note|n1"))
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All);
        await app.WriteAsync("n1", "what was never said");
        Assert.Null((await app.Store.ReadHistoryAsync("n1")).BrokenAt);

        var fault = Assert.Single((await AuditAsync(app)).Faults.DistinctBy(f => f.Id));
        Assert.Equal((HeadFaultKind.HistoryRewritten, "note", "n1"), (fault.Fault, fault.Kind, fault.Id));
    }

    [Fact]
    public async Task A_history_that_was_deleted_is_found()
    {
        var app = await NoteApp.NewAsync();
        await app.WriteAsync("n1", "text");
        await app.Backup.RunAsync(Long);
        foreach (var row in await RowsAsync(app.Storage.Aggregates, "note|n1"))
            await app.Storage.Aggregates.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All);
        Assert.Equal("n1", Assert.Single((await AuditAsync(app)).Faults.DistinctBy(f => f.Id)).Id);
    }

    [Fact]
    public async Task A_list_that_was_changed_or_taken_away_is_found()
    {
        var app = await NoteApp.NewAsync();
        await app.WriteAsync("n1", "text");
        await app.Backup.RunAsync(Long);
        await app.WriteAsync("n1", "text two", key: "two");
        await app.Backup.RunAsync(Long);
        var container = new BlobServiceClient(await AzuriteServer.ConnectionStringAsync()).GetBlobContainerClient($"{app.App}-heads");
        var lists = new List<string>();
        await foreach (var blob in container.GetBlobsAsync())
            lists.Add(blob.Name);

        var (list, text) = (container.GetBlockBlobClient(lists[^1]), await TextAsync(container, lists[^1]));
        var hash = text[(text.IndexOf("\"hash\":\"", StringComparison.Ordinal) + 8)..][..64];
        await PutAsync(list, text.Replace(hash, Ids.Sha256("another"), StringComparison.Ordinal));
        Assert.Equal([(lists[^1], HeadFaultKind.ListChanged)], (await AuditAsync(app)).Faults.Select(f => (f.List, f.Fault)));
        await PutAsync(list, "");
        Assert.Equal(HeadFaultKind.ListChanged, Assert.Single((await AuditAsync(app)).Faults).Fault);
        await PutAsync(list, text);
        Assert.Empty((await AuditAsync(app)).Faults);

        await container.DeleteBlobAsync(lists[0]);
        Assert.Equal([(lists[1], HeadFaultKind.PreviousMissing)], (await AuditAsync(app)).Faults.Select(f => (f.List, f.Fault)));
    }

    [Fact]
    public async Task A_list_is_verified_without_the_system_by_openssl()
    {
        var app = await NoteApp.NewAsync();
        await app.WriteAsync("n1", "text");
        await app.Backup.RunAsync(Long);
        var container = new BlobServiceClient(await AzuriteServer.ConnectionStringAsync()).GetBlobContainerClient($"{app.App}-heads");
        var folder = Directory.CreateTempSubdirectory("heads");
        try
        {
            await foreach (var blob in container.GetBlobsAsync())
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, "list.jsonl"), await TextAsync(container, blob.Name));
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "key.pem"), app.Audit.PublicKeys);
            // The commands in docs/backup.md.
            const string command =
                "head -n -1 list.jsonl > body; tail -n 1 list.jsonl | jq -r .signature | base64 -d > signature; openssl dgst -sha256 -verify key.pem -signature signature body";
            Assert.Contains(
                command.Replace("; ", "\n", StringComparison.Ordinal),
                await File.ReadAllTextAsync(Repository.PathOf("docs", "backup.md")),
                StringComparison.Ordinal
            );
            var verified = await Tool.RunAsync("bash", "-c", $"cd {folder.FullName}; {command}");
            Assert.True(verified.Code == 0, verified.Output + verified.Errors);
            Assert.Contains("Verified OK", verified.Output, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("no key")]
    [InlineData("AAAA")]
    public void A_backup_without_a_good_key_does_not_open(string key) =>
        Assert.Contains(
            "HeadsKey",
            Assert
                .Throws<InvalidOperationException>(() =>
                    AppStorage.Open(
                        "t",
                        name =>
                            name switch
                            {
                                "AzureWebJobsStorage" or "BackupStorage" => AzuriteServer.ConnectionString(1, 2, 3),
                                "HeadsKey" => key,
                                _ => null,
                            }
                    )
                )
                .Message,
            StringComparison.Ordinal
        );

    private static async Task<HeadsAudited> AuditAsync(NoteApp app) =>
        (await app.Audit.RunAsync(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), null, Long)).Value;

    private static async Task<int> AuditInStepsAsync(NoteApp app)
    {
        var (lists, next) = (0, (string?)null);
        do
        {
            var step = (
                await app.Audit.RunAsync(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), next, TimeSpan.Zero)
            ).Value;
            lists += step.Lists;
            next = step.Next;
        } while (next is not null);
        return lists;
    }

    private static async Task<List<TableEntity>> RowsAsync(TableClient table, string partition)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}")))
            rows.Add(row);
        return rows;
    }

    private static async Task<string> TextAsync(BlobContainerClient container, string name)
    {
        using var reader = new StreamReader(await container.GetBlockBlobClient(name).OpenReadAsync());
        return await reader.ReadToEndAsync();
    }

    private static async Task PutAsync(BlockBlobClient blob, string text)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await BlobWriting.WriteAsync(blob, content, "application/jsonl", null, CancellationToken.None);
    }
}
