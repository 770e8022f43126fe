using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Tests.CustomHandler;

/// <summary>Works at the third try only.</summary>
public sealed class ThirdTryFunction(Recorder recorder)
{
    [Function("ThirdTry")]
    public void Run([QueueTrigger("inbox")] string message, int dequeueCount, FunctionContext context)
    {
        recorder.Add(dequeueCount, context);
        if (dequeueCount < 3) throw new InvalidOperationException("Not yet.");
    }
}

/// <summary>Fails as something below it may: with an exception of the host's own kind, with a time-out, or by force.</summary>
public sealed class BrokenFunction
{
    [Function("Broken")]
    public Task RunAsync([QueueTrigger("inbox")] string message) => message switch
    {
        "cancelled" => throw new OperationCanceledException(),
        "json" => throw new System.Text.Json.JsonException("of the app's own"),
        _ => Task.FromException(new InvalidOperationException("It never works.")),
    };
}

/// <summary>Logs, or ends the app from inside.</summary>
public sealed class ConductFunction(IHostApplicationLifetime lifetime, ILogger<ConductFunction> log)
{
    [Function("Conduct")]
    public async Task RunAsync([QueueTrigger("inbox")] string message, CancellationToken cancellation)
    {
        log.LogInformation("Plain word of {Message}", message);
        log.LogError("Bad word of {Message}", message);
        if (message == "stop") lifetime.StopApplication();
        if (message == "slow") await Task.Delay(1500, cancellation);
    }
}
