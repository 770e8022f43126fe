using Azure.Storage.Queues.Models;

namespace Microsoft.Azure.Functions.Worker.Tests.Queues;

public sealed record Order(string Number, int Lines);

public sealed class TextFunction(Recorder recorder)
{
    [Function("Text")]
    public void Run([QueueTrigger("%Inbox%")] string message, FunctionContext context) => recorder.Add(message, context);
}

public sealed class BinaryFunction(Recorder recorder)
{
    [Function("Binary")]
    public void Run([QueueTrigger("%Inbox%")] BinaryData message, FunctionContext context) => recorder.Add(message.ToString(), context);
}

public sealed class BytesFunction(Recorder recorder)
{
    [Function("Bytes")]
    public void Run([QueueTrigger("%Inbox%")] byte[] message, FunctionContext context) => recorder.Add(System.Text.Encoding.UTF8.GetString(message), context);
}

public sealed class MessageFunction(Recorder recorder)
{
    [Function("Message")]
    public void Run([QueueTrigger("%Inbox%")] QueueMessage message, FunctionContext context) =>
        recorder.Add($"{message.Body} {message.DequeueCount} {Equals(message.MessageId, context.BindingContext.BindingData["Id"])}", context);
}

public sealed class OrderFunction(Recorder recorder)
{
    [Function("Order")]
    public Task RunAsync([QueueTrigger("%Inbox%")] Order order, string id, int dequeueCount, DateTimeOffset insertionTime, FunctionContext context)
    {
        Assert.NotEmpty(id);
        Assert.NotEqual(default, insertionTime);
        recorder.Add($"{order.Number} {order.Lines} {dequeueCount}", context);
        return Task.CompletedTask;
    }
}

public sealed class OtherAccountFunction(Recorder recorder)
{
    [Function("OtherAccount")]
    public void Run([QueueTrigger("%Inbox%", Connection = "Elsewhere")] string message, FunctionContext context) => recorder.Add(message, context);
}

public sealed class FailingFunction(Recorder recorder)
{
    [Function("Failing")]
    public void Run([QueueTrigger("%Inbox%")] string message, FunctionContext context)
    {
        recorder.Add(message, context);
        throw new InvalidOperationException("It never works.");
    }
}

/// <summary>Stays in work until the test lets it go.</summary>
public sealed class HeldFunction(Recorder recorder, HeldFunction.Gate gate)
{
    public sealed class Gate
    {
        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    [Function("Held")]
    public async Task RunAsync([QueueTrigger("%Inbox%")] string message, FunctionContext context, CancellationToken cancellation)
    {
        recorder.Add(message, context);
        await gate.Open.Task.WaitAsync(cancellation);
    }
}
