using Azure.Storage.Queues;
using TechTransfer.LocalHost.Tests.Hosts;

namespace TechTransfer.LocalHost.Tests.Conformance;

/// <summary>
/// Queue messages: the input that functions get, retries and the poison queue. The probe's host.json allows two deliveries.
/// </summary>
[Collection(SharedProbeFacts.Name)]
public sealed class QueueFacts(SharedProbe shared)
{
    private Probe Probe => shared.Probe;

    [Theory]
    [InlineData("text", "QueueText", "泵 \"text\"", "泵 \"text\"")]
    [InlineData("bytes", "QueueBytes", "AZ", "415A")]
    [InlineData("order", "QueueOrder", """{"Id":"bolt","Pieces":3}""", "3 of bolt")]
    [InlineData("data", "QueueData", "泵 data", "泵 data")]
    public async Task A_function_gets_the_message_in_the_form_it_asks_for(string queue, string function, string text, string saw)
    {
        await Probe.SendAsync(queue, text);
        await Probe.SeenAsync(function, saw);
    }

    [Fact]
    public async Task A_function_gets_the_whole_message_where_it_asks_for_it()
    {
        var id = await Probe.SendAsync("message", "text");
        await Probe.SeenAsync("QueueMessage", $"{id} 1 text");
    }

    [Fact]
    public async Task The_binding_data_describe_the_message()
    {
        var id = await Probe.SendAsync("text", """{"a":1,"b":"two"}""");
        var metadata = (await Probe.SeenAsync("QueueText", seen => seen.Metadata.GetValueOrDefault("Id") == id)).Metadata;
        Assert.Equal("""{"a":1,"b":"two"}""", metadata["QueueTrigger"]);
        Assert.Equal("1", metadata["DequeueCount"]);
        Assert.NotEmpty(metadata["PopReceipt"]!);
        Assert.All(
            (string[])["InsertionTime", "ExpirationTime", "NextVisibleTime"],
            time =>
            {
                // The expected value is a time with its offset, as a JSON string with quotation marks.
                Assert.Matches("""^"\d{4}-\d\d-\d\dT.*([+-]\d\d:\d\d|Z)"$""", metadata[time]);
            }
        );
        Assert.Equal("1", metadata["a"]);
        Assert.Equal("two", metadata["b"]);
    }

    [Fact]
    public async Task A_message_that_was_worked_on_is_deleted()
    {
        var gate = Probe.NewName();
        var id = await Probe.SendAsync("waits", gate);
        await Probe.SeenAsync("QueueWaits", $"{gate} began");
        // While the function runs, the message is invisible to other readers.
        Assert.DoesNotContain((await Probe.Queue("waits").PeekMessagesAsync(32)).Value, message => message.MessageId == id);
        Assert.NotEqual(0, (await Probe.Queue("waits").GetPropertiesAsync()).Value.ApproximateMessagesCount);
        await Probe.OpenAsync(gate);
        await Probe.SeenAsync("QueueWaits", $"{gate} ended");
        await EmptyAsync("waits");
    }

    [Fact]
    public async Task A_message_that_fails_is_tried_again_after_the_visibility_timeout()
    {
        await Probe.SendAsync("fails-once", "once");
        var second = await Probe.SeenAsync("QueueFailsOnce", "2 once");
        var first = await Probe.SeenAsync("QueueFailsOnce", "1 once");
        // Only a lower bound, so that a slow machine passes too; a little less than one second, because two clocks are compared.
        Assert.True(second.At - first.At > TimeSpan.FromSeconds(0.8), $"It came again after {second.At - first.At}.");
        await EmptyAsync("fails-once");
    }

    [Fact]
    public async Task A_message_that_fails_each_time_goes_to_the_poison_queue()
    {
        await Probe.SendAsync("fails", "never");
        await PoisonedAsync("fails", Convert.ToBase64String("never"u8));
        Assert.Equal(["1", "2"], (await Probe.AllAsync("QueueFails")).Select(seen => seen.Metadata["DequeueCount"]));
        await EmptyAsync("fails");
    }

    [Fact]
    public async Task A_message_that_is_no_base64_goes_to_the_poison_queue_as_it_is()
    {
        await Probe.Queue("bytes").SendMessageAsync("{no base64}");
        await PoisonedAsync("bytes", "{no base64}");
        Assert.DoesNotContain(
            await Probe.AllAsync("QueueBytes"),
            seen => seen.Metadata["QueueTrigger"]!.Contains("no base64", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task An_order_that_cannot_be_read_fails_and_goes_to_the_poison_queue()
    {
        await Probe.SendAsync("order", "no order");
        await PoisonedAsync("order", Convert.ToBase64String("no order"u8));
    }

    private async Task PoisonedAsync(string queue, string text)
    {
        var poison = new QueueClient(Probe.Storage, $"{Probe.Queue(queue).Name}-poison");
        await Until.TrueAsync(
            async () =>
                await poison.ExistsAsync() && (await poison.PeekMessagesAsync(32)).Value.Any(message => message.MessageText == text),
            () => Probe.Host.Output
        );
    }

    private Task EmptyAsync(string queue) =>
        Until.TrueAsync(
            async () => (await Probe.Queue(queue).GetPropertiesAsync()).Value.ApproximateMessagesCount == 0,
            () => Probe.Host.Output
        );
}
