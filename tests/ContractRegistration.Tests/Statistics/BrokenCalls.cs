using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace TechTransfer.ContractRegistration.Tests.Statistics;

internal sealed class BrokenCalls : HttpPipelinePolicy
{
    public Func<Request, bool> Fails { get; set; } = _ => false;

    public void Hook(ClientOptions options) => options.AddPolicy(this, HttpPipelinePosition.PerCall);

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        Fails(message.Request) ? throw new RequestFailedException(503, "Broken by the test.") : ProcessNextAsync(message, pipeline);

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Storage calls are asynchronous.");
}
