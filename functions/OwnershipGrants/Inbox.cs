using Microsoft.Azure.Functions.Worker;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.OwnershipGrants.Distributions;

namespace TechTransfer.OwnershipGrants;

/// <summary>What other apps tell of contracts and of the money received on them.</summary>
public sealed class Inbox(IncomeInbox income)
{
    [Function("GrantsInbox")]
    public async Task Receive([QueueTrigger(Topics.GrantsInbox, Connection = "AzureWebJobsStorage")] string message, CancellationToken cancellation)
    {
        var envelope = Json.Read<Envelope>(message);
        await income.SeeAsync(envelope, cancellation);
    }
}
