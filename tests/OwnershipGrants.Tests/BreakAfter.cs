using Azure.Core;
using Azure.Core.Pipeline;

namespace TechTransfer.OwnershipGrants.Tests;

/// <summary>Cuts an instance off from the storage after so many calls.</summary>
internal sealed class BreakAfter(int calls) : HttpPipelineSynchronousPolicy
{
    private int left = calls;

    public bool HasBroken => left < 0;

    public override void OnSendingRequest(HttpMessage message)
    {
        if (Interlocked.Decrement(ref left) < 0)
            throw new IOException("broken off");
    }
}
