using Microsoft.Azure.Functions.Worker.Tests.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Tests.CustomHandler;

public sealed class QueueCallTests
{
    private const string Golden = """
        { "Data": { "message": "\"{\\\"contractId\\\":\\\"C1\\\"}\"" },
          "Metadata": { "DequeueCount": "1", "Id": "\"3f2a\"", "PopReceipt": "\"AgAA\"", "ExpirationTime": "2026-11-28T00:00:00+00:00", "InsertionTime": "2026-11-21T00:00:00+00:00",
            "NextVisibleTime": "2026-11-21T00:10:00+00:00", "contractId": "\"C1\"",
            "sys": { "MethodName": "Text", "UtcNow": "2026-11-21T00:00:00Z", "RandGuid": "b9a1" } } }
        """;

    [Fact]
    public async Task A_message_arrives_as_it_was_sent_and_is_answered_in_full()
    {
        await using var handler = await StartAsync(typeof(TextFunction));
        using var answer = await handler.Host.PostAsync("Text", Golden);
        Assert.Equal("""{"Outputs":{},"Logs":[],"ReturnValue":null}""", await answer.Content.ReadAsStringAsync());
        Assert.Equal(Verdict.Done, await PlayedHost.JudgeAsync(answer));
        var (value, context, _) = handler.Recorder.Calls.Single();
        Assert.Equal("""{"contractId":"C1"}""", value);
        Assert.Equal(PlayedHost.InvocationId, context.InvocationId);
        Assert.Equal("3f2a", context.BindingContext.BindingData["id"]);
        Assert.Equal("1", context.BindingContext.BindingData["DequeueCount"]);
    }

    [Theory]
    // As the host writes it: JSON inside a JSON string.
    [InlineData("""  "\"plain text\""  """, "plain text")]
    [InlineData("""  "\"\\\"in quotes\\\"\""  """, "\"in quotes\"")]
    [InlineData("""  "\"{\\\"a\\\":1}\""  """, """{"a":1}""")]
    [InlineData("""  "\"订单\""  """, "订单")]
    [InlineData("""  "\"\""  """, "")]
    // As a host might that does not.
    [InlineData("""  "plain text"  """, "plain text")]
    [InlineData("""  "{\"a\":1}"  """, """{"a":1}""")]
    [InlineData("""  "\"one\" and \"two\""  """, "\"one\" and \"two\"")]
    [InlineData("""  {"a": 1}  """, """{"a": 1}""")]
    [InlineData("""  [1, 2]  """, "[1, 2]")]
    [InlineData("""  "7"  """, "7")]
    [InlineData("""  7  """, "7")]
    public async Task A_text_is_taken_out_of_its_wrapping(string wrapped, string text)
    {
        await using var handler = await StartAsync(typeof(TextFunction));
        Assert.Equal(Verdict.Done, await handler.Host.CallAsync("Text", $$"""{ "Data": { "message": {{wrapped}} }, "Metadata": {} }"""));
        Assert.Equal([text], handler.Recorder.Values);
    }

    [Theory]
    [InlineData(typeof(BinaryFunction), "Binary")]
    [InlineData(typeof(BytesFunction), "Bytes")]
    public async Task Bytes_come_as_base64(Type function, string name)
    {
        await using var handler = await StartAsync(function);
        Assert.Equal(Verdict.Done, await handler.Host.CallAsync(name, $$"""{ "Data": { "message": "{{Convert.ToBase64String("订单"u8)}}" }, "Metadata": {} }"""));
        Assert.Equal(["订单"], handler.Recorder.Values);
    }

    [Fact]
    public async Task An_object_is_read_and_what_the_queue_says_fills_the_parameters()
    {
        await using var handler = await StartAsync(typeof(OrderFunction));
        Assert.Equal(Verdict.Done, await handler.Host.CallAsync("Order", PlayedHost.QueuePayload("""{"number":"订单一","lines":3}""", 4, "order")));
        Assert.Equal(["订单一 3 4"], handler.Recorder.Values);
    }

    [Fact]
    public async Task What_a_sender_writes_into_a_message_does_not_pose_as_what_the_queue_says()
    {
        await using var handler = await StartAsync(typeof(TextFunction));
        Assert.Equal(Verdict.Done, await handler.Host.CallAsync("Text", PlayedHost.QueuePayload("""{"id":"forged","DequeueCount":99,"other":"x"}""")));
        var data = handler.Recorder.Calls.Single().Context.BindingContext.BindingData;
        Assert.False(data.ContainsKey("Id"));
        Assert.False(data.ContainsKey("DequeueCount"));
        Assert.False(data.ContainsKey("other"));
        Assert.Equal("AgAAAAMAAAAAAAAA", data["PopReceipt"]);
    }

    [Fact]
    public async Task A_message_is_tried_again_until_it_works()
    {
        await using var handler = await StartAsync(typeof(ThirdTryFunction));
        Assert.Equal(3, await handler.Host.DeliverAsync("ThirdTry", "patience"));
        Assert.Equal([1, 2, 3], handler.Recorder.Values);
        Assert.Null(await handler.Host.DeliverAsync("ThirdTry", "too little", maxDequeueCount: 2));
    }

    [Theory]
    [InlineData("any")]
    [InlineData("cancelled")]
    [InlineData("json")]
    public async Task A_failure_is_told_to_the_host_by_the_status_and_to_nobody_in_words(string message)
    {
        await using var handler = await StartAsync(typeof(BrokenFunction));
        using var answer = await handler.Host.PostAsync("Broken", PlayedHost.QueuePayload(message));
        Assert.Equal(500, (int)answer.StatusCode);
        Assert.Equal("""{"Outputs":{},"Logs":[],"ReturnValue":null}""", await answer.Content.ReadAsStringAsync());
        Assert.Contains("Function Broken failed.", handler.App.Logs.Lines(LogLevel.Error));
    }

    [Fact]
    public async Task A_message_that_does_not_fit_the_type_fails()
    {
        await using var handler = await StartAsync(typeof(OrderFunction));
        Assert.Equal(Verdict.Failed, await handler.Host.CallAsync("Order", PlayedHost.QueuePayload("{ not json", binding: "order")));
        Assert.Empty(handler.Recorder.Values);
    }

    [Theory]
    [InlineData("", "application/json", 400)]
    [InlineData("no json", "application/json", 400)]
    [InlineData("null", "application/json", 400)]
    [InlineData("[]", "application/json", 400)]
    [InlineData("{}", "application/json", 400)]
    [InlineData("""{ "Data": null }""", "application/json", 400)]
    [InlineData("""{ "Data": {} }""", "application/json", 400)]
    [InlineData("""{ "Data": { "other": "x" } }""", "application/json", 400)]
    [InlineData("""{ "Data": { "message": null } }""", "application/json", 400)]
    [InlineData("""{ "Data": { "message": "x" } }""", "text/plain", 415)]
    public async Task A_call_that_no_host_would_send_fails_and_reaches_no_function(string payload, string contentType, int status)
    {
        await using var handler = await StartAsync(typeof(TextFunction));
        using var answer = await handler.Host.PostAsync("Text", payload, contentType);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.NotEmpty(await answer.Content.ReadAsStringAsync());
        Assert.Empty(handler.Recorder.Values);
    }

    [Fact]
    public async Task Bytes_that_are_not_base64_fail()
    {
        await using var handler = await StartAsync(typeof(BytesFunction));
        Assert.Equal(Verdict.Failed, await handler.Host.CallAsync("Bytes", """{ "Data": { "message": "not base64!" } }"""));
    }

    [Fact]
    public async Task The_queue_itself_is_left_to_the_host()
    {
        var queue = await TestQueue.CreateAsync();
        await queue.SendAsync("one");
        await using var handler = await StartAsync(typeof(TextFunction), "--Inbox", queue.Inbox.Name, "--AzureWebJobsStorage", await TechTransfer.Testing.AzuriteServer.ConnectionStringAsync());
        await Task.Delay(1000);
        Assert.Equal(1, await queue.CountAsync());
        Assert.Equal(0, (await queue.Inbox.PeekMessageAsync()).Value.DequeueCount);
        Assert.Empty(handler.Recorder.Values);
    }

    private static Task<HandlerUnderTest> StartAsync(Type function, params string[] arguments) => HandlerUnderTest.StartAsync([function], arguments);
}
