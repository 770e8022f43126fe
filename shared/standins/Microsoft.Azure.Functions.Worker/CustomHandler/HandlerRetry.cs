using System.Text.Json;

namespace Microsoft.Azure.Functions.Worker.CustomHandler;

/// <summary>How often the host has repeated a call by its retry policy.</summary>
internal sealed class HandlerRetry(int count, int most) : RetryContext
{
    public override int RetryCount => count;

    public override int MaxRetryCount => most;

    /// <summary>Null if that is not what stands there.</summary>
    public static HandlerRetry? Of(JsonElement retry) =>
        retry.ValueKind is JsonValueKind.Object &&
        retry.TryGetProperty(nameof(RetryCount), out var count) && count.TryGetInt32(out var done) &&
        retry.TryGetProperty(nameof(MaxRetryCount), out var limit) && limit.TryGetInt32(out var most)
            ? new(done, most)
            : null;
}
