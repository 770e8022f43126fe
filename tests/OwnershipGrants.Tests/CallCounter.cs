using Azure.Core;
using Azure.Core.Pipeline;

namespace TechTransfer.OwnershipGrants.Tests;

internal sealed class CallCounter : HttpPipelineSynchronousPolicy
{
    private int calls;

    public int Calls => calls;

    public override void OnSendingRequest(HttpMessage message) => Interlocked.Increment(ref calls);
}
