using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.ProbeApp;

public sealed record Order(string Id, int Pieces);

public static class QueueFunctions
{
    [Function("QueueText")]
    public static void Text([QueueTrigger("%Probe%-text")] string message, FunctionContext context) => Observed.Add(context, message);

    [Function("QueueBytes")]
    public static void Bytes([QueueTrigger("%Probe%-bytes")] byte[] message, FunctionContext context) =>
        Observed.Add(context, Convert.ToHexString(message));

    [Function("QueueOrder")]
    public static void Order([QueueTrigger("%Probe%-order")] Order message, FunctionContext context) =>
        Observed.Add(context, $"{message.Pieces} of {message.Id}");

    [Function("QueueMessage")]
    public static void Message([QueueTrigger("%Probe%-message")] QueueMessage message, FunctionContext context) =>
        Observed.Add(context, $"{message.MessageId} {message.DequeueCount} {message.Body}");

    [Function("QueueData")]
    public static void Data([QueueTrigger("%Probe%-data", Connection = "ProbeStorage")] BinaryData message, FunctionContext context) =>
        Observed.Add(context, $"{message}");

    [Function("QueueFails")]
    public static void Fails([QueueTrigger("%Probe%-fails")] string message, FunctionContext context)
    {
        Observed.Add(context, message);
        throw new InvalidOperationException("The probe fails on every message.");
    }

    [Function("QueueFailsOnce")]
    public static void FailsOnce([QueueTrigger("%Probe%-fails-once")] QueueMessage message, FunctionContext context)
    {
        Observed.Add(context, $"{message.DequeueCount} {message.Body}");
        if (message.DequeueCount == 1)
            throw new InvalidOperationException("The probe fails on the first delivery.");
    }

    /// <summary>Opens the gate that the message names, for tests in which the app accepts no HTTP call.</summary>
    [Function("QueueOpens")]
    public static void Opens([QueueTrigger("%Probe%-opens")] string gate) => Observed.Gate(gate).TrySetResult();

    /// <summary>Runs until a test opens the gate that the message names, or the host stops.</summary>
    [Function("QueueWaits")]
    public static async Task Waits([QueueTrigger("%Probe%-waits")] string gate, FunctionContext context, CancellationToken cancellation)
    {
        Observed.Add(context, $"{gate} began");
        await Task.WhenAny(Observed.Gate(gate).Task, Task.Delay(Timeout.Infinite, cancellation));
        Console.WriteLine($"{gate} ended");
        Observed.Add(context, $"{gate} ended");
    }
}
