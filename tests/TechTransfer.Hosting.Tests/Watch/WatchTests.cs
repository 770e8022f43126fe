using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TechTransfer.Hosting.Telemetry;
using TechTransfer.Hosting.Tests.App;
using TechTransfer.Hosting.Tests.Traces;
using TechTransfer.Hosting.Watch;
using TechTransfer.Storage.Backups;
using TechTransfer.Testing;
using TechTransfer.Testing.Otlp;

namespace TechTransfer.Hosting.Tests.Watch;

public sealed class WatchTests
{
    [Fact]
    public async Task Queue_lengths_are_measured_and_a_poisoned_message_raises_an_alarm()
    {
        await using var collector = OtlpCollector.Start();
        await using var app = await ThingApp.StartAsync(args: ExportTests.Arguments(collector));
        await SendAsync(app.Queue, "first", "second");
        await SendAsync($"{app.Queue}-poison", "failed", "failed", "failed");

        await RunAsync(app);

        var poison = await FigureAsync(collector, "techtransfer.queue.poison", app.Queue);
        Assert.Equal((3, "gauge", "{message}"), (poison.Value, poison.Kind, poison.Unit));
        Assert.Equal(2, (await FigureAsync(collector, "techtransfer.queue.length", app.Queue)).Value);
        Assert.InRange((await FigureAsync(collector, "techtransfer.queue.age", app.Queue)).Value, 0, 60);
        var line = Assert.Single(app.Logs.Of(Alarms.PoisonMessages));
        Assert.StartsWith($"PoisonMessages: 3 messages of {app.Queue} failed for good, the oldest since ", line, StringComparison.Ordinal);
        // Two messages that have waited for less than a minute raise no alarm.
        Assert.Empty(app.Logs.Of(Alarms.MessagesWait));
        Assert.Empty(app.Logs.Of(Alarms.MarkersOld));
    }

    [Fact]
    public async Task An_app_that_is_well_is_silent()
    {
        await using var app = await ThingApp.StartAsync();
        await app.CreateAsync(ThingApp.Office());
        await WatchAt(app, TimeProvider.System.GetUtcNow().AddHours(2));
        Assert.DoesNotContain(app.Logs.AtLeast(LogLevel.Warning), _ => true);
    }

    [Theory]
    [InlineData(59, false)]
    [InlineData(61, true)]
    public async Task Messages_that_are_not_processed_raise_an_alarm_after_an_hour(int minutes, bool raised)
    {
        await using var app = await ThingApp.StartAsync();
        await SendAsync(app.Queue, "waits");
        await WatchAt(app, TimeProvider.System.GetUtcNow().AddMinutes(minutes));
        Assert.Equal(
            raised ? 1 : 0,
            app.Logs.Of(Alarms.MessagesWait)
                .Count(l => l.StartsWith($"MessagesWait: 1 messages stand in {app.Queue}", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData(59, false)]
    [InlineData(61, true)]
    public async Task A_command_that_stays_unfinished_raises_an_alarm_after_an_hour(int minutes, bool raised)
    {
        await using var app = await ThingApp.StartAsync();
        var now = TimeProvider.System.GetUtcNow();
        var pending = new TableClient(await AzuriteServer.ConnectionStringAsync(), $"{app.Name}Pending");
        foreach (var (shard, age) in ((int, int)[])[(0, 1), (2, 0), (3, 2)])
        {
            var ticks = now.AddMinutes(-age).UtcTicks.ToString("D19", CultureInfo.InvariantCulture);
            await pending.AddEntityAsync(new TableEntity($"marker|{shard}", $"{ticks}|thing|t{shard}|0000000001|a"));
        }
        // Changes since the last backup are markers too, but are not unfinished commands.
        await pending.AddEntityAsync(new TableEntity("marker|1", "changed|thing|t9"));
        await WatchAt(app, now.AddMinutes(minutes - 2));
        var lines = app.Logs.Of(Alarms.MarkersOld).ToArray();
        if (raised)
            Assert.StartsWith(
                $"MarkersOld: 3 commands are unfinished, the oldest since {now.AddMinutes(-2):u}",
                Assert.Single(lines),
                StringComparison.Ordinal
            );
        else
            Assert.Empty(lines);
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_does_not_stop_the_watch()
    {
        await using var app = await ThingApp.StartAsync();
        await new QueueClient(await AzuriteServer.ConnectionStringAsync(), app.Queue).SendMessageAsync("no base64!");
        await SendAsync($"{app.Queue}-poison", "failed");
        await WatchAt(app, TimeProvider.System.GetUtcNow());
        Assert.Single(app.Logs.Of(Alarms.PoisonMessages));
    }

    [Fact]
    public async Task A_check_that_fails_does_not_stop_the_other_checks()
    {
        await using var app = await ThingApp.StartAsync();
        await SendAsync($"{app.Queue}-poison", "failed");
        var (bad, good) = (new Watched(fails: true), new Watched(fails: false));
        // "no queue" is an invalid queue name, so reading it fails.
        var description = app.Services.GetRequiredService<AppDescription>() with
        {
            Reads = ["no queue", app.Queue],
        };
        var watch = ActivatorUtilities.CreateInstance<WatchFunctions>(app.Services, description, (IWatched[])[bad, good]);
        await Assert.ThrowsAnyAsync<Exception>(() => watch.Watch(new TimerInfo(), default));
        Assert.Single(app.Logs.Of(Alarms.PoisonMessages));
        Assert.Equal((1, 1), (bad.Looks, good.Looks));
    }

    private sealed class Watched(bool fails) : IWatched
    {
        public int Looks { get; private set; }

        public Task LookAsync(CancellationToken cancellation)
        {
            Looks++;
            return fails ? throw new InvalidOperationException("It cannot be looked at.") : Task.CompletedTask;
        }
    }

    [Fact]
    public void Every_alarm_has_a_number_of_its_own_and_its_fields_name()
    {
        var alarms = typeof(Alarms).GetFields().Select(f => (f.Name, Event: (EventId)f.GetValue(null)!)).ToArray();
        Assert.All(alarms, a => Assert.Equal(a.Name, a.Event.Name));
        Assert.Equal(alarms.Length, alarms.Select(a => a.Event.Id).Distinct().Count());
    }

    private static async Task RunAsync(ThingApp app)
    {
        using var content = new StringContent("""{"input":""}""", System.Text.Encoding.UTF8, "application/json");
        using var answer = await app.Client.PostAsync(new Uri("/admin/functions/Watch", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    [Theory]
    [InlineData(59, false)]
    [InlineData(61, true)]
    public async Task A_backup_that_fell_behind_raises_an_alarm_after_an_hour(int minutes, bool raised)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var app = await ThingApp.StartAsync(
            args:
            [
                "--BackupStorage",
                await AzuriteServer.ConnectionStringAsync(),
                "--HeadsKey",
                Convert.ToBase64String(key.ExportPkcs8PrivateKey()),
            ]
        );
        await WatchAt(app, TimeProvider.System.GetUtcNow().AddHours(5));
        // Before the first backup there is no alarm about an old one.
        Assert.Empty(app.Logs.Of(Alarms.BackupOld));
        Assert.True((await app.Services.GetRequiredService<Backup>().RunAsync(TimeSpan.FromMinutes(1))).Value.IsComplete);
        await WatchAt(app, TimeProvider.System.GetUtcNow().AddMinutes(minutes));
        Assert.Equal(raised ? 1 : 0, app.Logs.Of(Alarms.BackupOld).Count());
    }

    private static Task WatchAt(ThingApp app, DateTimeOffset now) =>
        ActivatorUtilities.CreateInstance<WatchFunctions>(app.Services, (TimeProvider)new TestTime(now)).Watch(new TimerInfo(), default);

    private static Task<OtlpPoint> FigureAsync(OtlpCollector collector, string metric, string queue) =>
        OtlpCollector.WaitForAsync(
            () => collector.Points.FirstOrDefault(p => p.Metric == metric && p.Tags.GetValueOrDefault("queue") == queue),
            metric
        );

    private static async Task SendAsync(string queue, params string[] texts)
    {
        var client = new QueueClient(
            await AzuriteServer.ConnectionStringAsync(),
            queue,
            new() { MessageEncoding = QueueMessageEncoding.Base64 }
        );
        foreach (var text in texts)
            await client.SendMessageAsync(text);
    }
}
