using System.Text.Json.Nodes;
using TechTransfer.Demo;
using TechTransfer.Kernel.Calendar;

namespace TechTransfer.EndToEnd;

/// <summary>Backup, loss of the whole storage, restore: every user reads the same data as before, and work can continue.</summary>
public sealed class Restored : IAsyncLifetime
{
    private readonly EmptySystem system = new();

    public Task InitializeAsync() => system.InitializeAsync();

    public Task DisposeAsync() => system.DisposeAsync();

    [Fact]
    public async Task Restored_system_has_the_chains_figures_certificates_and_payments_of_before()
    {
        var played = await system.Play.AllAsync((_, _, _) => { }, "C01", "C03", "C05");
        await system.Play.Grant.DistributeAsync(played.Single(p => p.Sample.Id == GrantPlay.Converted).ContractId);
        await system.Play.DrainedAsync();
        var before = await ReadAllAsync(played);
        Assert.All(before, read => Assert.True(read.Value.Length > 2, read.Key));

        using var output = new StringWriter();
        Assert.Equal(0, await BackupPlay.BackUpAsync(system.Places, output));
        await system.LoseStorageAsync();
        var (code, said, errors) = await system.RestoreAsync();
        Assert.True(code == 0, said + errors);
        await system.StartAsync();
        await system.Play.DrainedAsync();

        var after = await ReadAllAsync(played);
        foreach (var (what, text) in before)
            Assert.True(text == after[what], $"{what}\nbefore {text}\nafter  {after[what]}");
        foreach (var sample in played)
        {
            var number = (string)sample.Certificate["number"]!;
            var pdf = await system
                .Play.Certificates(sample.Sample.FiledBy)
                .Http.GetByteArrayAsync(new Uri($"/api/certificates/{number}/pdf", UriKind.Relative));
            Assert.Equal(sample.Pdf, pdf);
        }

        var next = Assert.Single(await system.Play.AllAsync((_, _, _) => { }, "C02"));
        Assert.Equal($"500001{TimeProvider.System.ChinaToday().Year}000004", (string)next.Contract["number"]!);
        Assert.Equal((20000m, 100000m), (next.SellerReward, next.BuyerReward));
        var office = system.Play.Contracts(played[0].Sample.FiledBy);
        var history = await system.Play.Contracts("auditor").GetAsync($"/api/contracts/{played[0].ContractId}/history?verify=true");
        Assert.True((bool)history.Body!["chainHolds"]!);
        Assert.Equal(200, (await office.GetAsync($"/api/contracts/{played[0].ContractId}")).Status);

        // A restore into tables that hold data is refused.
        var again = await system.Play.Contracts("operator").PostAsync("/api/restores", null);
        Assert.Equal((409, "restore_needs_empty_tables"), (again.Status, again.Code));
        Assert.Equal(403, (await system.Play.Contracts("registrar-a").PostAsync("/api/restores", null)).Status);
        Assert.Equal(403, (await system.Play.Contracts("auditor").PostAsync("/api/backups", null)).Status);
        Assert.Equal(404, (await system.Play.Contracts("operator").GetAsync($"/api/contracts/{played[0].ContractId}")).Status);
        Assert.True((bool)(await system.Play.Contracts("operator").PostAsync("/api/backups", null)).Body!["isComplete"]!);
    }

    private async Task<Dictionary<string, string>> ReadAllAsync(IReadOnlyList<Played> played)
    {
        var year = TimeProvider.System.ChinaToday().Year;
        var read = new Dictionary<string, string>();
        async Task ReadAsync(Api app, string path)
        {
            var answer = await app.GetAsync(path);
            Assert.True(answer.Status == 200, $"{path} answered {answer.Status} {answer.Code}");
            read[$"{app.User} {path}"] = Told(answer.Body!).ToJsonString();
        }

        var (contracts, rewards, grants) = (
            system.Play.Contracts("auditor"),
            system.Play.Rewards("auditor"),
            system.Play.Grants("auditor")
        );
        foreach (var sample in played)
        {
            await ReadAsync(contracts, $"/api/contracts/{sample.ContractId}/history?verify=true");
            await ReadAsync(contracts, $"/api/contracts/{sample.ContractId}/income");
            await ReadAsync(contracts, $"/api/receipts?contract={sample.ContractId}");
            await ReadAsync(system.Play.Contracts(sample.Sample.FiledBy), $"/api/contracts/{sample.ContractId}");
            await ReadAsync(system.Play.Certificates("registrar-a"), $"/api/certificates?subject={sample.ContractId}");
            await ReadAsync(system.Play.Certificates(sample.Sample.FiledBy), $"/api/certificates/{(string)sample.Certificate["number"]!}");
        }
        foreach (var by in (string[])["kind", "month"])
            await ReadAsync(contracts, $"/api/statistics/internal?year={year}&by={by}");
        await ReadAsync(contracts, "/api/contracts?status=registered");
        foreach (
            var organisation in played
                .SelectMany(p => p.Contract["sellers"]!.AsArray().Concat(p.Contract["buyers"]!.AsArray()))
                .Select(p => (string)p!["uscc"]!)
                .Distinct()
        )
        {
            await ReadAsync(rewards, $"/api/entitlements?year={year}&org={organisation}");
            await ReadAsync(grants, $"/api/ledger?year={year}&org={organisation}");
        }
        await ReadAsync(system.Play.Grants("office-u1"), "/api/achievements");
        await ReadAsync(system.Play.Grants("office-u1"), "/api/grants");
        // Read the log of reads last, because reading a contract adds an entry.
        foreach (var sample in played)
            read[$"reads {sample.ContractId}"] =
                $"{(await contracts.GetAsync($"/api/contracts/{sample.ContractId}/reads")).Body!["items"]!.AsArray().Count > 0}";
        return read;
    }

    // Ignore versions, which a restore raises; those of events (with a type) stay the same.
    private static JsonNode Told(JsonNode body)
    {
        if (body is JsonObject thing)
        {
            if (!thing.ContainsKey("type"))
                thing.Remove("version");
            foreach (var value in thing.Select(p => p.Value).OfType<JsonNode>())
                Told(value);
        }
        if (body is JsonArray list)
        {
            foreach (var value in list.OfType<JsonNode>())
                Told(value);
        }
        return body;
    }
}
