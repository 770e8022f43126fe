using Azure.Core;
using Azure.Core.Pipeline;

namespace TechTransfer.OwnershipGrants.Tests;

/// <summary>Stops an app instance before its first transaction until <c>LetGo</c> is called.</summary>
internal sealed class HoldTransaction : HttpPipelinePolicy, IDisposable
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Reached => reached.Task;

    public void LetGo() => gone.TrySetResult();

    public void Dispose() => LetGo();

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        ProcessAsync(message, pipeline).AsTask().GetAwaiter().GetResult();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (message.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal))
        {
            reached.TrySetResult();
            await gone.Task;
        }
        await ProcessNextAsync(message, pipeline);
    }
}
