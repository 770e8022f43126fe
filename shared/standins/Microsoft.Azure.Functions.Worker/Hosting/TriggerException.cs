namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>A function cannot be listened for; the message is a sentence that says why.</summary>
internal sealed class TriggerException(string message, Exception? inner = null) : Exception(message, inner);
