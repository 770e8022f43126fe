using Microsoft.Azure.Functions.Worker;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.RewardCalculation.Calculation;
using TechTransfer.Storage;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>
/// Lets the claims on an entitlement follow it when it changed: by the entitlement as it stands, so that messages may come twice, late or in any order.
/// Before the decision a claim takes less or is rejected, and a running notice stops, since it names another amount; after it, the reward falls too, and what was paid beyond it is to be paid back.
/// </summary>
public sealed class FollowEntitlement(
    AggregateStore<Claim> claims,
    FindEntitlement entitlements,
    Lists lists,
    Outbox outbox,
    TimeProvider time
)
{
    private const int PageSize = 200;
    private static readonly Caller TheSystem = Caller.System();
    private const int MostFollowed = 20;

    [Function("ClaimsInbox")]
    public async Task Run(
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
            now => Decide(now.State!, Yuan.Min(left, now.State!.Claimed), fall, time.GetUtcNow()),
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

    /// <summary>The change; null when the claim stays as it is.</summary>
    /// <param name="allowed">What the entitlement leaves to this claim, other claims before it served.</param>
    public static Change<Claim>? Decide(Claim claim, Yuan allowed, Fall fall, DateTimeOffset now)
    {
        if (!claim.Status.IsInForce() || claim.Booking == Booking.Figure || claim.Followed.Contains(fall.EntitlementVersion))
            return null;
        var seen = claim with
        {
            EntitlementSeen = Math.Max(claim.EntitlementSeen, fall.Current),
            Followed = [.. claim.Followed.TakeLast(MostFollowed - 1), fall.EntitlementVersion],
        };
        var isKept = claim.Status.IsDecided() && !(fall.Rule() is { } rule && claim.ClawBackOn.Contains(rule));
        // That it has seen the fall is kept: its next step need not wait for the message.
        if (isKept || allowed >= claim.Claimed)
            return new(seen, null);
        if (claim.Status.IsDecided())
            return TakeBack(seen, allowed, fall, now);

        var followed = Refigured(seen, allowed);
        if (followed.Amount() <= Yuan.Zero)
            return Reject.ChangeOf(followed, fall.Reason, TheSystem, now);
        if (claim.Status is ClaimStatus.OnNotice or ClaimStatus.Objected)
            followed = followed with { Status = ClaimStatus.Settled, Notice = null };
        return new(followed, new ClaimRefigured(claim.Amount(), followed.Amount(), fall.Cause, fall.Reason, fall.EntitlementVersion));
    }

    private static Change<Claim> TakeBack(Claim claim, Yuan allowed, Fall fall, DateTimeOffset now)
    {
        var fallen = Refigured(claim, allowed) with { Edition = claim.Edition + 1 };
        // Where a budget's cut had taken more than the fall, the amount may stay; the figure has changed all the same.
        var due = fallen.ToRepay() - claim.ToRepay();
        var clawBack = new ClawBack(
            claim.Amount(),
            fallen.Amount(),
            Yuan.Max(due, Yuan.Zero),
            now.ChinaDate(),
            fall.Cause,
            fall.Reason,
            fall.EntitlementVersion
        );
        if (fallen.Amount() == claim.Amount())
            return new(fallen with { Edition = claim.Edition }, null);
        var status =
            fallen.ToRepay() > Yuan.Zero || fallen.Amount() == Yuan.Zero ? ClaimStatus.ClawedBack
            : fallen.Status == ClaimStatus.Approved && PaymentPlan.Next(fallen) is null ? ClaimStatus.Paid
            : fallen.Status;
        return new(fallen with { Status = status, ClawBacks = [.. claim.ClawBacks, clawBack] }, new RewardTakenBack(clawBack));
    }

    // Caps applied before the budget still apply; the budget's cut stays the same share of what is left.
    private static Claim Refigured(Claim claim, Yuan allowed)
    {
        var refigured = claim.Cleared() with { Claimed = allowed, Booking = Booking.Amounts };
        if (claim.Settlement is not { } settlement)
            return refigured;
        var beforeBudget = Yuan.Min(settlement.BeforeBudget, allowed);
        var amount =
            beforeBudget == settlement.BeforeBudget
                ? settlement.Amount
                : settlement.Amount.SplitByLargestRemainder([beforeBudget.Fen, settlement.BeforeBudget.Fen - beforeBudget.Fen])[0];
        return refigured with { Settlement = settlement with { BeforeBudget = beforeBudget, Amount = amount } };
    }
}

/// <summary>Why an entitlement came to another figure.</summary>
/// <param name="Cause">As <see cref="Messages.EntitlementChanged.Cause"/> has it.</param>
/// <param name="EntitlementVersion">The version that the cause brought about.</param>
/// <param name="Current">The version that stands, and that the figures are of: a later one when the message was overtaken.</param>
public sealed record Fall(string Cause, Text Reason, long EntitlementVersion, long Current)
{
    /// <summary>The claw-back rule that it falls under; null for a cause that takes no decided reward back.</summary>
    public ClawBackCause? Rule() =>
        Cause switch
        {
            "contractChanged" or "declaredFacts" => ClawBackCause.Changed,
            "contractCancelled" => ClawBackCause.Cancelled,
            "contractRevoked" => ClawBackCause.Revoked,
            "receiptRefunded" => ClawBackCause.Refunded,
            // A contract that came late, a new version of the policy, a new year or a rebuild is no fault of the contract.
            _ => null,
        };
}

/// <summary>The entitlement fell before the reward was decided: the claim takes less.</summary>
[WireName("ClaimRefigured")]
public sealed record ClaimRefigured(Yuan Before, Yuan After, string Cause, Text Reason, long EntitlementVersion);

/// <summary>The entitlement fell after the reward was decided.</summary>
[WireName("RewardTakenBack")]
public sealed record RewardTakenBack(ClawBack ClawBack);
