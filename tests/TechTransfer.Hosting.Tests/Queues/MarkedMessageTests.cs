using Azure.Data.Tables;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using TechTransfer.Hosting.Tests.App;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Testing;

namespace TechTransfer.Hosting.Tests.Queues;

public sealed class SlowFunctions
{
    public static TaskCompletionSource Released { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Function("HandleSlowly")]
    public async Task Run([QueueTrigger("%SlowQueue%", Connection = "AzureWebJobsStorage")] QueueMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        await Released.Task;
    }
}

public sealed class MarkedMessageTests
{
    [Fact]
    public async Task Message_in_work_is_marked_and_shown_again_when_its_mark_is_old()
    {
        var (queue, messages) = await EarlyMessageTests.QueueAsync();
        // The message is a JSON object with an id of its own, as all our messages are.
        var sent = (await messages.SendMessageAsync("""{"id":"thing|t1|1|told","type":"told"}""")).Value;
        await using var app = await ThingApp.StartAsync(classes: [typeof(SlowFunctions)], args: ["--SlowQueue", queue]);
        var pending = new TableServiceClient(await AzuriteServer.ConnectionStringAsync()).GetTableClient($"{app.Name}Pending");
        Task<TableEntity?> MarkAsync() =>
            pending.QueryAsync<TableEntity>(row => row.PartitionKey == "taken").FirstOrDefaultAsync().AsTask();
        try
        {
            await EarlyMessageTests.UntilAsync(async () => await MarkAsync() is not null);
            Assert.Equal($"{queue}|{sent.MessageId}", (await MarkAsync())!.RowKey);
            Assert.Empty((await messages.PeekMessagesAsync(1)).Value);

            // Again and again, since the mark is renewed meanwhile.
            await EarlyMessageTests.UntilAsync(async () =>
            {
                var mark = (await MarkAsync())!;
                mark["Until"] = DateTimeOffset.UnixEpoch;
                await pending.UpdateEntityAsync(mark, Azure.ETag.All);
                return (await app.Services.GetRequiredService<Sweeper>().RunAsync()).Shown == 1;
            });
        }
        finally
        {
            SlowFunctions.Released.TrySetResult();
        }
        await EarlyMessageTests.UntilAsync(async () => await MarkAsync() is null);
    }
}
