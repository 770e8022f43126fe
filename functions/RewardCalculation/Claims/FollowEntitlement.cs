using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Messages;
using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>
/// Adjusts the claims on a reduced entitlement. It uses the current entitlement, so messages may arrive twice, late or in any order. An
/// undecided claim is reduced or rejected, and its notice stops; of a decided reward, the excess is clawed back.
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
    private const int MaxFollowed = 20;

    [Function("ClaimsInbox")]
    public async Task Run(
        [QueueTrigger(Topics.RewardsClaims, Connection = "AzureWebJobsStorage")] QueueMessage message,
        CancellationToken cancellation
    )
    {
        var envelope = Json.Read<Envelope>(message.MessageText);
        if (envelope.Type != MessageNames.EntitlementChanged)
            throw new Failure($"{envelope.Type} is nothing that claims follow.");
        await FollowAsync(await outbox.OpenAsync<EntitlementChanged>(envelope, cancellation), cancellation);
    }

    /// <summary>Applies a change of an entitlement to its claims; returns how many of them changed.</summary>
    public async Task<int> FollowAsync(EntitlementChanged changed, CancellationToken cancellation)
    {
        var inForce = await InForceAsync(changed.EntitlementId, cancellation);
        if (inForce.Count == 0)
            return 0;
        var entitled =
            await entitlements(changed.EntitlementId, cancellation)
            ?? throw new NotYetException($"There is no entitlement {changed.EntitlementId} yet.");
        // Take the cause from the message but the amount from the current entitlement, which may be a later version.
        var total = inForce.Sum(c => c.State!.Claimed);
        if (total <= entitled.Amount)
            return 0;

        var reduction = new Reduction(changed.Cause, changed.Reason, changed.Version, entitled.Version) { Entitled = entitled };
        var (left, followed) = (entitled.Amount, 0);
        // Decided claims keep their amounts first, then earlier claims before later ones.
        await Each.DoAsync(
            inForce
                .OrderByDescending(c => c.State!.Status.IsDecided())
                .ThenBy(c => c.State!.Filed.At)
                .ThenBy(c => c.Id, StringComparer.Ordinal),
            async claim =>
            {
                // If adjusting a claim fails, the claim keeps its old amount, which must not go to another claim.
                var after = claim;
                try
                {
                    after = await FollowAsync(claim, left, reduction, cancellation);
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

    private Task<Loaded<Claim>> FollowAsync(Loaded<Claim> claim, Yuan left, Reduction reduction, CancellationToken cancellation) =>
        claims.UpdateAsync(
            claim,
            now => Decide(now.State!, Yuan.Min(left, now.State!.Claimed), reduction, time.GetUtcNow()),
            TheSystem,
            cancellation
        );

    private async Task<List<Loaded<Claim>>> InForceAsync(string entitlementId, CancellationToken cancellation)
    {
        var found = new List<Loaded<Claim>>();
        await foreach (var page in lists.PagesAsync(ClaimLists.OfEntitlement(entitlementId), PageSize, cancellation: cancellation))
        {
            // Fail when a line cannot be read: the amount of an unread claim would go to another claim.
            foreach (var line in page.Whole)
            {
                var claim = await claims.LoadAsync(Json.Read<ClaimId>(line.GetRawText()).Id, cancellation);
                if (claim.Exists && claim.State!.Status.IsInForce())
                    found.Add(claim);
            }
        }
        return found;
    }

    /// <param name="allowed">What the entitlement leaves for this claim after the claims served before it.</param>
    public static Change<Claim>? Decide(Claim claim, Yuan allowed, Reduction reduction, DateTimeOffset now)
    {
        if (!claim.Status.IsInForce() || claim.Booking == Booking.Figure || claim.Followed.Contains(reduction.EntitlementVersion))
            return null;
        var seen = claim with
        {
            EntitlementSeen = Math.Max(claim.EntitlementSeen, reduction.Current),
            Followed = [.. claim.Followed.TakeLast(MaxFollowed - 1), reduction.EntitlementVersion],
        };
        var isKept = claim.Status.IsDecided() && !(reduction.Rule() is { } rule && claim.ClawBackOn.Contains(rule));
        // Record that the claim has taken the reduction into account; otherwise ClaimCover would still refuse the claim's next step.
        if (isKept || allowed >= claim.Claimed)
            return new(seen, null);
        if (claim.Status.IsDecided())
            return TakeBack(seen, allowed, reduction, now);

        var followed = ClaimExplanation.Reduced(Reduced(seen, allowed, reduction), claim, reduction, now.ChinaDate());
        if (followed.Amount() <= Yuan.Zero)
            return Reject.ChangeOf(followed, reduction.Reason, TheSystem, now);
        if (claim.Status is ClaimStatus.OnNotice or ClaimStatus.Objected)
            followed = followed with { Status = ClaimStatus.Settled, Notice = null };
        return new(
            followed,
            new ClaimReduced(claim.Amount(), followed.Amount(), reduction.Cause, reduction.Reason, reduction.EntitlementVersion)
        );
    }

    private static Change<Claim> TakeBack(Claim claim, Yuan allowed, Reduction reduction, DateTimeOffset now)
    {
        var clawedBack = Reduced(claim, allowed, reduction) with { Edition = claim.Edition + 1 };
        // The budget may already have cut the claim by more than this reduction: then the amount to be paid does not fall.
        var due = clawedBack.ToRepay() - claim.ToRepay();
        var clawBack = new ClawBack(
            claim.Amount(),
            clawedBack.Amount(),
            Yuan.Max(due, Yuan.Zero),
            now.ChinaDate(),
            reduction.Cause,
            reduction.Reason,
            reduction.EntitlementVersion
        );
        if (clawedBack.Amount() == claim.Amount())
            return new(clawedBack with { Edition = claim.Edition }, null);
        var status =
            clawedBack.ToRepay() > Yuan.Zero || clawedBack.Amount() == Yuan.Zero ? ClaimStatus.ClawedBack
            : clawedBack.Status == ClaimStatus.Approved && PaymentPlan.Next(clawedBack) is null ? ClaimStatus.Paid
            : clawedBack.Status;
        return new(clawedBack with { Status = status, ClawBacks = [.. claim.ClawBacks, clawBack] }, new RewardTakenBack(clawBack));
    }

    // Caps applied before the budget still hold, and the budget's cut keeps its proportion.
    private static Claim Reduced(Claim claim, Yuan allowed, Reduction reduction)
    {
        var reduced = claim.Cleared() with { Claimed = allowed, Booking = Booking.Amounts };
        // What a notice or a certificate says of the contracts must fit the new amount.
        if (reduction.Entitled is { } entitled)
            reduced = reduced with { Base = entitled.Base, Contracts = entitled.Contracts, ContractNumbers = entitled.ContractNumbers };
        if (claim.Settlement is not { } settlement)
            return reduced;
        var beforeBudget = Yuan.Min(settlement.BeforeBudget, allowed);
        var amount =
            beforeBudget == settlement.BeforeBudget
                ? settlement.Amount
                : settlement.Amount.SplitByLargestRemainder([beforeBudget.Fen, settlement.BeforeBudget.Fen - beforeBudget.Fen])[0];
        return reduced with { Settlement = settlement with { BeforeBudget = beforeBudget, Amount = amount } };
    }
}

/// <param name="EntitlementVersion">Version of the entitlement that the cause led to.</param>
/// <param name="Current">Current version, whose amount is used; later than <c>EntitlementVersion</c> when more changes followed.</param>
public sealed record Reduction(string Cause, Text Reason, long EntitlementVersion, long Current)
{
    /// <summary>The current entitlement; null where only its amount matters.</summary>
    public Entitled? Entitled { get; init; }

    /// <summary>The claw-back rule for the cause; null for a cause that never claws back a decided reward.</summary>
    public ClawBackCause? Rule() =>
        Cause switch
        {
            "contractChanged" or "declaredFacts" => ClawBackCause.Changed,
            "contractCancelled" => ClawBackCause.Cancelled,
            "contractRevoked" => ClawBackCause.Revoked,
            "receiptRefunded" => ClawBackCause.Refunded,
            // A late contract, a new policy version, a new year or a rebuild does not take a decided reward back.
            _ => null,
        };
}

/// <summary>History entry: the entitlement was reduced before the decision, so the claim takes less.</summary>
[WireName("ClaimRefigured")]
public sealed record ClaimReduced(Yuan Before, Yuan After, string Cause, Text Reason, long EntitlementVersion);

/// <summary>History entry: the entitlement was reduced after the decision, so the excess is clawed back.</summary>
[WireName("RewardTakenBack")]
public sealed record RewardTakenBack(ClawBack ClawBack);
