using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using TechTransfer.ContractRegistration.Notifications;
using TechTransfer.ContractRegistration.Notifications.Hook;
using TechTransfer.Storage.Rows;
using TechTransfer.Testing;

namespace TechTransfer.ContractRegistration.Tests.Notifications;

public sealed class HookTests
{
    [Fact]
    public async Task A_receiver_that_fails_hangs_and_then_takes_it_gets_it_until_then_and_never_again()
    {
        await using var receiver = await HookReceiver.StartAsync(
            async (n, context) =>
            {
                switch (n)
                {
                    case 1:
                        context.Abort();
                        break;
                    case 2:
                        context.Response.StatusCode = 500;
                        break;
                    case 3:
                        await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                        break;
                    default:
                        context.Response.StatusCode = 200;
                        break;
                }
            }
        );
        using var app = await NotificationApp.NewAsync(receiver.Url, change: s => s with { TimeOut = TimeSpan.FromSeconds(1) });
        var id = await app.MakeAsync();
        var message = await app.PeekAsync();

        await app.DrainAsync();

        var delivered = (await app.ReadAsync(id)).Delivery;
        Assert.Equal((DeliveryStatus.Delivered, 4, null), (delivered.Status, delivered.Attempts, delivered.Fault));
        Assert.NotNull(delivered.DeliveredAt);
        Assert.Equal(4, receiver.Received.Count);
        Assert.All(receiver.Received, handed => Assert.Equal(id, handed.Id));

        // Delivering the message again does not send the notification again.
        for (var i = 0; i < 3; i++)
            await app.HandOverAsync(message);
        Assert.Equal(4, receiver.Received.Count);
        Assert.Equal(0, await app.WaitingAsync());
        var history = await app.Store.ReadHistoryAsync(id);
        Assert.Null(history.BrokenAt);
        Assert.Equal(3, history.Entries.Count(e => e.Json.Contains("\"type\":\"DeliveryFailed\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_signature_is_that_of_standard_webhooks_and_the_body_says_no_more_than_the_inbox()
    {
        await using var receiver = await HookReceiver.StartAsync(204);
        using var app = await NotificationApp.NewAsync(receiver.Url);
        var id = await app.MakeAsync();
        await app.DrainAsync();

        var handed = Assert.Single(receiver.Received);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{handed.Timestamp}."), .. handed.Body];
        Assert.Equal($"v1,{Convert.ToBase64String(HMACSHA256.HashData(NotificationApp.Secret, signed))}", handed.Signature);
        Assert.InRange(
            long.Parse(handed.Timestamp, System.Globalization.CultureInfo.InvariantCulture),
            TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 60,
            TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()
        );
        Assert.Equal("application/json; charset=utf-8", handed.ContentType);
        var body = JsonNode.Parse(handed.Body)!.AsObject();
        Assert.Equal(["type", "timestamp", "data"], body.Select(p => p.Key));
        Assert.Equal(["id", "recipient", "caseId", "text", "link"], body["data"]!.AsObject().Select(p => p.Key));
        Assert.Equal(("notification.returned", id), ((string?)body["type"], (string?)body["data"]!["id"]));
    }

    [Fact]
    public async Task Webhook_delivery_is_given_up_visibly_after_the_last_attempt()
    {
        await using var receiver = await HookReceiver.StartAsync(503);
        using var app = await NotificationApp.NewAsync(receiver.Url);
        var id = await app.MakeAsync();

        Assert.Equal(5, await app.DrainAsync());

        Assert.Equal(5, receiver.Received.Count);
        Assert.Equal(
            (DeliveryStatus.Failed, 5, "HTTP 503"),
            (
                (await app.ReadAsync(id)).Delivery.Status,
                (await app.ReadAsync(id)).Delivery.Attempts,
                (await app.ReadAsync(id)).Delivery.Fault
            )
        );
        var given = Assert.Single((await new Lists(app.Storage).ReadAsync(NotificationSetup.Undelivered, 10, null)).Value.Items);
        Assert.Equal((id, "failed"), (given.GetProperty("id").GetString(), given.GetProperty("delivery").GetString()));
        Assert.Equal(0, await app.WaitingAsync());
    }

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    [InlineData(404)]
    public async Task Neither_a_redirect_nor_a_refusal_counts_as_taken(int status)
    {
        await using var receiver = await HookReceiver.StartAsync(status, 200);
        using var app = await NotificationApp.NewAsync(receiver.Url);
        var id = await app.MakeAsync();
        await app.DrainAsync();
        Assert.Equal(
            (DeliveryStatus.Delivered, 2),
            ((await app.ReadAsync(id)).Delivery.Status, (await app.ReadAsync(id)).Delivery.Attempts)
        );
        Assert.Equal(2, receiver.Received.Count);
    }

    [Fact]
    public async Task Copies_of_one_message_at_once_send_once()
    {
        var release = new TaskCompletionSource();
        await using var receiver = await HookReceiver.StartAsync((_, _) => release.Task);
        using var app = await NotificationApp.NewAsync(receiver.Url);
        var id = await app.MakeAsync();
        var message = await app.PeekAsync();

        var copies = Enumerable.Range(0, 4).Select(_ => app.HandOverAsync(message)).ToArray();
        // The deliveries that lose the race put their message back into the queue.
        await Task.WhenAny(Task.WhenAll(copies.Where(c => c != copies[0])), Task.Delay(TimeSpan.FromSeconds(5)));
        release.SetResult();
        await Task.WhenAll(copies);

        Assert.Single(receiver.Received);
        Assert.Equal(
            (DeliveryStatus.Delivered, 1),
            ((await app.ReadAsync(id)).Delivery.Status, (await app.ReadAsync(id)).Delivery.Attempts)
        );
    }

    [Fact]
    public async Task An_attempt_that_a_crash_cut_off_is_made_again_under_the_same_id_once_its_time_is_over()
    {
        await using var receiver = await HookReceiver.StartAsync(200);
        var time = new TestTime(TimeProvider.System.GetUtcNow());
        using var app = await NotificationApp.NewAsync(receiver.Url, time);
        var id = await app.MakeAsync();
        var message = await app.PeekAsync();
        // Simulates a process that claimed the attempt and died before it recorded the result.
        var loaded = await app.Store.LoadAsync(id);
        await app.Store.CommitAsync(
            loaded,
            Deliver.Begin(loaded.State!, app.Settings, time.Now),
            new("hook", "hook", new HashSet<Kernel.Decisions.Role>(), null),
            null
        );

        await app.HandOverAsync(message);
        Assert.Empty(receiver.Received);
        Assert.Equal(2, await app.WaitingAsync());

        time.Now += TimeSpan.FromMinutes(1);
        await app.HandOverAsync(message);
        Assert.Equal(id, Assert.Single(receiver.Received).Id);
        Assert.Equal(
            (DeliveryStatus.Delivered, 2),
            ((await app.ReadAsync(id)).Delivery.Status, (await app.ReadAsync(id)).Delivery.Attempts)
        );
    }

    [Fact]
    public async Task A_failed_attempt_waits_hidden_in_the_queue_for_its_pause()
    {
        await using var receiver = await HookReceiver.StartAsync(500, 200);
        using var app = await NotificationApp.NewAsync(receiver.Url, change: s => s with { Pauses = [TimeSpan.FromHours(1)] });
        var id = await app.MakeAsync();

        Assert.Equal(1, await app.DrainAsync());
        Assert.Equal(DeliveryStatus.Waiting, (await app.ReadAsync(id)).Delivery.Status);
        Assert.Equal(1, await app.WaitingAsync());
        Assert.Single(receiver.Received);
    }

    [Fact]
    public void The_pauses_grow_and_bridge_a_day()
    {
        var pauses = HookSettings.None.Pauses;
        Assert.Equal(pauses.Order(), pauses);
        Assert.InRange(pauses.Aggregate(TimeSpan.Zero, (sum, p) => sum + p).TotalHours, 20, 24);
        Assert.Equal(TimeSpan.FromSeconds(10), HookSettings.None.TimeOut);
        // A queue can hide a message for at most seven days.
        Assert.All(pauses, p => Assert.InRange(p, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7)));
    }

    private const string GoodSecret = "whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";

    [Theory]
    [InlineData("https://gateway.example/hook", GoodSecret, false, true)]
    [InlineData("http://127.0.0.1:9/hook", GoodSecret, true, true)]
    [InlineData("http://gateway.example/hook", GoodSecret, false, false)]
    [InlineData("ftp://gateway.example/hook", GoodSecret, true, false)]
    [InlineData("/hook", GoodSecret, true, false)]
    [InlineData("https://user:word@gateway.example/hook", GoodSecret, false, false)]
    [InlineData("https://gateway.example/hook", null, false, false)]
    [InlineData("https://gateway.example/hook", "short", false, false)]
    [InlineData("https://gateway.example/hook", "whsec_AQID", false, false)]
    public void Settings_are_taken_or_refused_at_the_start(string url, string? secret, bool isDevelopment, bool isTaken)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["NotificationHook:Url"] = url, ["NotificationHook:Secret"] = secret })
            .Build();
        if (isTaken)
            Assert.Equal(NotificationApp.Secret, HookSettings.From(configuration, isDevelopment).Secret);
        else
            Assert.Throws<InvalidOperationException>(() => HookSettings.From(configuration, isDevelopment));
    }

    [Fact]
    public void Without_a_url_there_is_no_hook() => Assert.False(HookSettings.From(new ConfigurationBuilder().Build(), false).IsSet);
}
