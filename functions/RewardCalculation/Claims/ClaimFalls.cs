using Microsoft.Azure.Functions.Worker;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.Storage;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>Lets the claims on an entitlement follow it when it changed: by the entitlement as it stands, so that messages may come twice,
/// late or in any order.</summary>
public sealed class ClaimFalls(AggregateStore<Claim> claims, FindEntitlement entitlements, Lists lists, Outbox outbox, TimeProvider time)
{
    private const int PageSize = 200;
    private static readonly Caller TheSystem = Caller.System();

    [Function("ClaimsInbox")]
    public async Task Receive(
        [QueueTrigger(Topics.RewardsClaims, Connection = "AzureWebJobsStorage")] string message,
        CancellationToken cancellation
    )
    {
        var envelope = Json.Read<Envelope>(message);
        if (envelope.Type != MessageNames.EntitlementChanged)
            throw new Failure($"{envelope.Type} is nothing that claims follow.");
        await FollowAsync(await outbox.OpenAsync<EntitlementChanged>(envelope, cancellation), cancellation);
    }

    /// <summary>Carries a change of an entitlement over to its claims; how many of them changed.</summary>
    public async Task<int> FollowAsync(EntitlementChanged changed, CancellationToken cancellation)
    {
        var inForce = await InForceAsync(changed.EntitlementId, cancellation);
        if (inForce.Count == 0)
            return 0;
        var entitled =
            await entitlements(changed.EntitlementId, cancellation)
            ?? throw new Failure($"{changed.EntitlementId} cannot be read: the message comes again.");
        // The cause is the message's, the figure the one that stands: a later version may have brought more, or still less.
        var total = inForce.Sum(c => c.State!.Claimed);
        if (total <= entitled.Amount)
            return 0;

        var fall = new Fall(changed.Cause, changed.Reason, changed.Version, entitled.Version);
        var (left, followed) = (entitled.Amount, 0);
        // What is decided is served before what is not, and what was filed first before what came later.
        await Each.DoAsync(
            inForce
                .OrderByDescending(c => c.State!.Status.IsDecided())
                .ThenBy(c => c.State!.Filed.At)
                .ThenBy(c => c.Id, StringComparer.Ordinal),
            async claim =>
            {
                // What one that cannot follow holds is not another's.
                var after = claim;
                try
                {
                    after = await FollowAsync(claim, left, fall, cancellation);
                    if (after.Version > claim.Version)
                        followed++;
                }
                finally
                {
                    if (after.State!.Status.IsInForce())
                        left = Yuan.Max(left - after.State.Claimed, Yuan.Zero);
                }
            },
            cancellation
        );
        return followed;
    }

    private Task<Loaded<Claim>> FollowAsync(Loaded<Claim> claim, Yuan left, Fall fall, CancellationToken cancellation) =>
        claims.UpdateAsync(
            claim,
            now => FollowEntitlement.Decide(now.State!, Yuan.Min(left, now.State!.Claimed), fall, time.GetUtcNow()),
            TheSystem,
            cancellation
        );

    private async Task<List<Loaded<Claim>>> InForceAsync(string entitlementId, CancellationToken cancellation)
    {
        var found = new List<Loaded<Claim>>();
        string? cursor = null;
        do
        {
            var page = (await lists.ReadAsync(ClaimLists.OfEntitlement(entitlementId), PageSize, cursor, cancellation: cancellation)).Value;
            // What a claim holds whose line is left out would be another's.
            foreach (var line in page.Whole)
            {
                var claim = await claims.LoadAsync(Json.Read<ClaimId>(line.GetRawText()).Id, cancellation);
                if (claim.Exists && claim.State!.Status.IsInForce())
                    found.Add(claim);
            }
            cursor = page.Cursor;
        } while (cursor is not null);
        return found;
    }
}
