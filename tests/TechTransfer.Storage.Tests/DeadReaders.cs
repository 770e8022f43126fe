using Azure;
using Azure.Data.Tables;
using Azure.Storage.Queues.Models;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Retries;
using TechTransfer.Testing;

namespace TechTransfer.Storage.Tests;

/// <summary>A process that dies while it handles a message leaves the message hidden for minutes.</summary>
public sealed class DeadReaders
{
    private readonly TestTime time = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task Message_of_a_dead_reader_is_shown_again_when_its_mark_has_expired()
    {
        var (app, message) = await TakenAsync();
        await DieAsync(app, message);

        time.Now += TakenMessages.Length - TimeSpan.FromSeconds(1);
        Assert.Equal(new Sweep(0, 0, 0), await app.Sweeper.RunAsync());
        Assert.Null((await app.Storage.Queue(app.Queue).ReceiveMessageAsync()).Value);
        time.Now += TimeSpan.FromSeconds(2);
        Assert.Equal(new Sweep(0, 0, 0, Shown: 1), await app.Sweeper.RunAsync());

        var again = (await app.Storage.Queue(app.Queue).ReceiveMessageAsync()).Value;
        // The text is unchanged, and the delivery still counts.
        Assert.Equal((message.MessageId, "text", 2), (again.MessageId, again.MessageText, again.DequeueCount));
        Assert.Equal(0, await MarksAsync(app));
    }

    [Fact]
    public async Task Message_that_was_handled_leaves_no_mark()
    {
        var (app, message) = await TakenAsync();
        await new TakenMessages(app.Storage, time).HandleAsync(
            app.Queue,
            message.MessageId,
            message.PopReceipt,
            async () => Assert.Equal(1, await MarksAsync(app))
        );
        Assert.Equal(0, await MarksAsync(app));
    }

    [Fact]
    public async Task Message_that_fails_leaves_no_mark_since_the_host_shows_it_again()
    {
        var (app, message) = await TakenAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            new TakenMessages(app.Storage, time).HandleAsync(
                app.Queue,
                message.MessageId,
                message.PopReceipt,
                () => throw new InvalidOperationException()
            )
        );
        Assert.Equal(0, await MarksAsync(app));
    }

    [Fact]
    public async Task Expired_mark_of_a_message_that_is_gone_stops_nobody()
    {
        var (app, message) = await TakenAsync();
        await DieAsync(app, message);
        await app.Storage.Queue(app.Queue).DeleteMessageAsync(message.MessageId, message.PopReceipt);

        time.Now += TakenMessages.Length + TimeSpan.FromSeconds(1);
        Assert.Equal(new Sweep(0, 0, 0), await app.Sweeper.RunAsync());
        Assert.Equal(0, await MarksAsync(app));
    }

    private async Task<(NoteApp App, QueueMessage Message)> TakenAsync()
    {
        var app = await NoteApp.NewAsync(time: time);
        await app.Storage.Queue(app.Queue).SendMessageAsync("text");
        return (app, (await app.Storage.Queue(app.Queue).ReceiveMessageAsync(TimeSpan.FromMinutes(10))).Value);
    }

    // Dies in the middle: its storage calls fail from then on.
    private async Task DieAsync(NoteApp app, QueueMessage message)
    {
        var calls = new Calls();
        var dying = await app.AgainAsync(calls.Hook);
        await new TakenMessages(dying.Storage, time).HandleAsync(
            app.Queue,
            message.MessageId,
            message.PopReceipt,
            () =>
            {
                calls.Before = _ => throw new RequestFailedException(403, "The process is gone.");
                return Task.CompletedTask;
            }
        );
        Assert.Equal(1, await MarksAsync(app));
    }

    private static async Task<int> MarksAsync(NoteApp app) =>
        await app.Storage.Pending.QueryAsync<TableEntity>(row => row.PartitionKey == TakenMessages.Partition).CountAsync();
}
