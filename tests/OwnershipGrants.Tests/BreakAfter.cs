using Azure.Core;
using Azure.Core.Pipeline;

namespace TechTransfer.OwnershipGrants.Tests;

/// <summary>Fails every storage call of an app instance after the given number of calls.</summary>
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
