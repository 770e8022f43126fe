using System.Collections.Concurrent;
using System.Text;
using Azure.Data.Tables;
using TechTransfer.Storage.Steps;
using TechTransfer.Testing;
using TechTransfer.Testing.Proxies;

namespace TechTransfer.Storage.Tests;

/// <summary>
/// The Azure SDK sends a call without an answer again; the retry may then find that the first try has already taken effect.
/// </summary>
public sealed class RepeatedWrites
{
    [Fact]
    public async Task A_command_is_carried_out_once_though_every_write_goes_unanswered_once()
    {
        var behind = await NoteApp.NewAsync();
        await using var proxy = await StorageProxy.StartAsync(await AzuriteServer.ConnectionStringAsync());
        var tries = new ConcurrentDictionary<(string, string), int>();
        proxy.Decide = call =>
            call.Writes && tries.AddOrUpdate((call.Method, call.Path), 1, (_, n) => n + 1) % 2 == 1 ? Fault.CutAfter : Fault.Pass;
        var app = await behind.AgainAsync(connection: proxy.ConnectionString);

        await app.WriteAsync("n1", "text", "title");
        var decided = await app.DecideAsync("n1", "k");

        Assert.Equal("numbered", decided.Value.State!.Status);
        Assert.True(proxy.Given(FaultKind.CutAfter) >= 10, $"{proxy.Given(FaultKind.CutAfter)} writes went unanswered.");
        Assert.Equal(3, (await behind.Store.ReadHistoryAsync("n1")).Entries.Count);
        Assert.Equal(1, decided.Value.State.Number);
        Assert.Equal(0, (await behind.Storage.BacklogAsync([])).Markers);
    }

    [Fact]
    public async Task A_lease_is_ones_own_although_the_repeated_write_found_the_row_already_there()
    {
        var behind = await NoteApp.NewAsync();
        await using var proxy = await StorageProxy.StartAsync(await AzuriteServer.ConnectionStringAsync());
        var app = await behind.AgainAsync(connection: proxy.ConnectionString);
        var leases = new Leases(app.Storage, behind.Time);
        var (given, worked) = (0, 0);
        proxy.Decide = call => call.Writes && given++ == 0 ? Fault.CutAfter : Fault.Pass;

        Assert.True(await DoAsync());
        // An expired row is taken over by an update, whose repetition fails with 412.
        await behind.Storage.Pending.UpsertEntityAsync(
            new TableEntity("lease", "job") { ["Until"] = behind.Time.GetUtcNow().AddSeconds(-1) }
        );
        given = 0;
        Assert.True(await DoAsync());

        Assert.Equal((2, 2), (worked, proxy.Given(FaultKind.CutAfter)));

        Task<bool> DoAsync() =>
            leases.DoAsync(
                "job",
                async stop =>
                {
                    worked++;
                    Assert.False(await new Leases(behind.Storage, behind.Time).DoAsync("job", _ => Task.CompletedTask, stop));
                },
                CancellationToken.None
            );
    }

    [Fact]
    public async Task A_document_is_stored_although_the_repeated_upload_found_it_already_there()
    {
        var behind = await NoteApp.NewAsync();
        await using var proxy = await StorageProxy.StartAsync(await AzuriteServer.ConnectionStringAsync());
        var content = Encoding.UTF8.GetBytes("content");
        proxy.Decide = _ => proxy.Given(FaultKind.Conflict) == 0 ? Fault.Conflict : Fault.Pass;
        var app = await behind.AgainAsync(connection: proxy.ConnectionString);

        var stored = await new DocumentStore(app.Storage).SaveAsync("n1", content, "text/plain");

        Assert.Equal(1, proxy.Given(FaultKind.Conflict));
        await using var found = await new DocumentStore(behind.Storage).OpenAsync("n1", stored.Sha256);
        Assert.NotNull(found);
    }
}
