using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TechTransfer.Testing;

namespace Microsoft.Azure.Functions.Worker.Tests.Queues;

public sealed class QueueTriggerTests
{
    [Theory]
    [InlineData(typeof(TextFunction), "{\"number\":\"订单一\",\"LINES\":3}")]
    [InlineData(typeof(BinaryFunction), "{\"number\":\"订单一\",\"LINES\":3}")]
    [InlineData(typeof(BytesFunction), "{\"number\":\"订单一\",\"LINES\":3}")]
    [InlineData(typeof(MessageFunction), "{\"number\":\"订单一\",\"LINES\":3} 1 True")]
    [InlineData(typeof(OrderFunction), "订单一 3 1")]
    public async Task A_message_arrives_in_the_form_that_is_asked_for_and_is_then_gone(Type function, string expected)
    {
        var queue = await TestQueue.CreateAsync();
        await using var host = await queue.ListenAsync(function);
        await queue.SendAsync("{\"number\":\"订单一\",\"LINES\":3}");
        await queue.UntilEmptyAsync();
        Assert.Equal([expected], Recorded(host).Values);
    }

    [Fact]
    public async Task Without_encoding_the_text_is_taken_as_it_stands()
    {
        var queue = await TestQueue.CreateAsync();
        await using var host = await queue.ListenAsync(typeof(TextFunction), "\"messageEncoding\": \"none\"");
        await queue.Inbox.SendMessageAsync("plain text");
        await queue.UntilEmptyAsync();
        Assert.Equal(["plain text"], Recorded(host).Values);
    }

    [Fact]
    public async Task A_message_that_is_not_encoded_goes_to_the_poison_queue_as_it_stands()
    {
        var queue = await TestQueue.CreateAsync();
        await using var host = await queue.ListenAsync(typeof(TextFunction));
        await queue.Inbox.SendMessageAsync("not base64!");
        Assert.Equal(["not base64!"], await queue.PoisonAsync(1));
        await queue.UntilEmptyAsync();
        Assert.Empty(Recorded(host).Values);
    }

    [Fact]
    public async Task A_failing_message_is_tried_so_many_times_and_then_moved_to_the_poison_queue()
    {
        var queue = await TestQueue.CreateAsync();
        await using var host = await queue.ListenAsync(typeof(FailingFunction), "\"maxDequeueCount\": 3");
        await queue.SendAsync("unlucky");
        Assert.Equal([Convert.ToBase64String("unlucky"u8)], await queue.PoisonAsync(1));
        await queue.UntilEmptyAsync();
        Assert.Equal(["1", "2", "3"], Recorded(host).Calls.Select(call => call.Context.BindingContext.BindingData["DequeueCount"]));
    }

    [Fact]
    public async Task A_message_that_does_not_fit_the_type_ends_in_the_poison_queue()
    {
        var queue = await TestQueue.CreateAsync();
        await using var host = await queue.ListenAsync(typeof(OrderFunction), "\"maxDequeueCount\": 2");
        await queue.SendAsync("{ not json");
        await queue.PoisonAsync(1);
        Assert.Empty(Recorded(host).Values);
        Assert.Equal(2, host.Logs.Lines(LogLevel.Error).Count());
    }

    [Fact]
    public async Task A_message_whose_last_try_killed_the_process_is_not_tried_again()
    {
        var queue = await TestQueue.CreateAsync();
        await queue.SendAsync("deadly");
        for (var died = 0; died < 2; died++)
        {
            Assert.Single((await queue.Inbox.ReceiveMessagesAsync(1, TimeSpan.FromSeconds(1))).Value);
            await Task.Delay(1200);
        }
        await using var host = await queue.ListenAsync(typeof(TextFunction), "\"maxDequeueCount\": 2");
        await queue.PoisonAsync(1);
        await queue.UntilEmptyAsync();
        Assert.Empty(Recorded(host).Values);
    }

    [Fact]
    public async Task After_a_failure_the_message_stays_hidden_for_the_visibility_timeout()
    {
        var queue = await TestQueue.CreateAsync();
        await using var host = await queue.ListenAsync(typeof(FailingFunction), "\"maxDequeueCount\": 2, \"visibilityTimeout\": \"00:00:02\"");
        await queue.SendAsync("later");
        var recorder = Recorded(host);
        await recorder.UntilAsync(2);
        Assert.InRange(recorder.Calls[1].At - recorder.Calls[0].At, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task A_message_in_long_work_is_kept_hidden_and_done_once()
    {
        var queue = await TestQueue.CreateAsync();
        await using var host = await queue.ListenAsync(typeof(HeldFunction), configure: TestQueue.Short(visibility: TimeSpan.FromSeconds(2), renewal: TimeSpan.FromSeconds(1)));
        await queue.SendAsync("long");
        await Recorded(host).UntilAsync(1);
        await Task.Delay(4500);
        Assert.Empty((await queue.Inbox.ReceiveMessagesAsync(1)).Value);
        Gate(host).SetResult();
        await queue.UntilEmptyAsync();
        Assert.Equal(["long"], Recorded(host).Values);
        Assert.Empty(host.Logs.Lines(LogLevel.Warning));
    }

    [Fact]
    public async Task The_messages_of_a_batch_are_processed_side_by_side()
    {
        var queue = await TestQueue.CreateAsync();
        foreach (var text in (string[])["one", "two"]) await queue.SendAsync(text);
        await using var host = await queue.ListenAsync(typeof(HeldFunction));
        await Recorded(host).UntilAsync(2);
        Gate(host).SetResult();
        await queue.UntilEmptyAsync();
        Assert.Equal(["one", "two"], Recorded(host).Values.Order());
    }

    [Fact]
    public async Task The_next_batch_waits_until_few_enough_messages_are_in_work()
    {
        var queue = await TestQueue.CreateAsync();
        foreach (var text in (string[])["one", "two", "three"]) await queue.SendAsync(text);
        await using var host = await queue.ListenAsync(typeof(HeldFunction), "\"batchSize\": 2, \"newBatchThreshold\": 1");
        await Recorded(host).UntilAsync(2);
        await Task.Delay(1000);
        Assert.Equal(2, Recorded(host).Calls.Length);
        Gate(host).SetResult();
        await Recorded(host).UntilAsync(3);
    }

    [Fact]
    public async Task Invocations_have_scopes_and_names_of_their_own()
    {
        var queue = await TestQueue.CreateAsync();
        foreach (var text in (string[])["one", "two"]) await queue.SendAsync(text);
        await using var host = await queue.ListenAsync(typeof(TextFunction));
        await Recorded(host).UntilAsync(2);
        var contexts = Recorded(host).Calls.Select(call => call.Context).ToArray();
        Assert.NotEqual(contexts[0].InvocationId, contexts[1].InvocationId);
        Assert.NotSame(contexts[0].InstanceServices, contexts[1].InstanceServices);
        Assert.Equal("queueTrigger", contexts[0].FunctionDefinition.InputBindings["message"].Type);
    }

    [Fact]
    public async Task Middleware_runs_around_queue_functions_and_sees_no_request()
    {
        var seen = new List<string>();
        var queue = await TestQueue.CreateAsync();
        await using var host = await queue.ListenAsync(typeof(TextFunction), configure: builder => builder.UseMiddleware(async (context, next) =>
        {
            seen.Add($"in {context.FunctionDefinition.Name} {context.GetHttpContext() is null}");
            await next();
            seen.Add("out");
        }));
        await queue.SendAsync("one");
        await queue.UntilEmptyAsync();
        Assert.Equal(["in Text True", "out"], seen);
    }

    [Fact]
    public async Task A_queue_that_does_not_exist_is_waited_for_and_not_made()
    {
        var queue = await TestQueue.CreateAsync(exists: false);
        await using var host = await queue.ListenAsync(typeof(TextFunction));
        await Task.Delay(500);
        Assert.False(await queue.Inbox.ExistsAsync());
        await queue.Inbox.CreateAsync();
        await queue.SendAsync("at last");
        await queue.UntilEmptyAsync();
        Assert.Equal(["at last"], Recorded(host).Values);
        Assert.Empty(host.Logs.Lines(LogLevel.Warning));
    }

    [Theory]
    [InlineData("Elsewhere")]
    [InlineData("AzureWebJobsElsewhere")]
    [InlineData("ConnectionStrings:Elsewhere")]
    public async Task The_connection_is_a_setting_of_its_own(string setting)
    {
        var queue = await TestQueue.CreateAsync();
        await using var host = await queue.ListenAsync(typeof(OtherAccountFunction), connectionSetting: setting);
        await queue.SendAsync("one");
        await queue.UntilEmptyAsync();
        Assert.Equal(["one"], Recorded(host).Values);
    }

    [Fact]
    public async Task A_function_whose_connection_is_missing_is_named_in_the_log()
    {
        var queue = await TestQueue.CreateAsync();
        await using var host = await queue.ListenAsync(typeof(OtherAccountFunction));
        Assert.Equal(
            ["Function OtherAccount does not run: The setting Elsewhere, which says where its storage is, is missing."],
            host.Logs.Lines(LogLevel.Error));
    }

    [Fact]
    public async Task A_function_whose_queue_is_not_named_leaves_the_others_running()
    {
        await using var host = await TestHost.StartAsync(
            [typeof(TextFunction), typeof(Http.ProbeFunctions)], configure: builder => Http.ProbeFunctions.Services(builder.Services));
        Assert.Equal(["Function Text does not run: The setting Inbox, which names its queue, is missing."], host.Logs.Lines(LogLevel.Error));
        Assert.Equal("pong", await host.Client.GetStringAsync("/api/ping"));
    }

    [Fact]
    public async Task A_disabled_function_leaves_its_messages_alone()
    {
        var queue = await TestQueue.CreateAsync();
        await queue.SendAsync("one");
        await using var host = await queue.ListenAsync(typeof(TextFunction), configure: builder => builder.Configuration["AzureWebJobs.Text.Disabled"] = "true");
        await Task.Delay(800);
        Assert.Equal(1, await queue.CountAsync());
        Assert.Empty(Recorded(host).Values);
    }

    [Fact]
    public async Task What_is_in_work_may_finish_before_the_host_stops()
    {
        var queue = await TestQueue.CreateAsync();
        await using var host = await queue.ListenAsync(typeof(HeldFunction));
        await queue.SendAsync("one");
        await Recorded(host).UntilAsync(1);
        var stopping = host.StopAsync();
        await Task.Delay(500);
        Assert.False(stopping.IsCompleted);
        Gate(host).SetResult();
        await stopping;
        Assert.Equal(0, await queue.CountAsync());
    }

    [Fact]
    public async Task What_does_not_finish_in_time_is_cancelled_and_its_message_shown_again()
    {
        var queue = await TestQueue.CreateAsync();
        await using var host = await queue.ListenAsync(
            typeof(HeldFunction), configure: builder => builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(300)));
        await queue.SendAsync("one");
        await Recorded(host).UntilAsync(1);
        await host.StopAsync();
        var again = Assert.Single((await queue.Inbox.ReceiveMessagesAsync(1)).Value);
        Assert.Equal(2, again.DequeueCount);
    }

    [Fact]
    public async Task A_storage_that_does_not_answer_does_not_hold_up_the_end()
    {
        await using var host = await TestHost.StartAsync(
            [typeof(TextFunction)],
            ["--Inbox", "any", "--AzureWebJobsStorage", AzuriteServer.ConnectionString(AzuriteServer.FreePort(), AzuriteServer.FreePort(), AzuriteServer.FreePort())],
            builder => builder.Services.AddSingleton<Recorder>());
        await Task.Delay(200);
        var clock = Stopwatch.StartNew();
        await host.StopAsync();
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }

    [Theory]
    [InlineData("/api/Text")]
    [InlineData("/Text")]
    [InlineData("/admin/functions/Text")]
    public async Task A_queue_function_cannot_be_reached_through_http(string path)
    {
        var queue = await TestQueue.CreateAsync();
        await using var host = await queue.ListenAsync(typeof(TextFunction));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await host.Client.PostAsync(path, new StringContent("{\"input\":\"forged\"}"))).StatusCode);
        Assert.Empty(Recorded(host).Values);
    }

    private static Recorder Recorded(TestHost host) => host.Services.GetRequiredService<Recorder>();

    private static TaskCompletionSource Gate(TestHost host) => host.Services.GetRequiredService<HeldFunction.Gate>().Open;
}
