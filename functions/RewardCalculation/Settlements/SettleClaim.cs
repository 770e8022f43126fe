using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.RewardCalculation.Claims;
using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Settlements;

/// <summary>Sets the final amount of a claim (核定): by a run over the policy year, or alone where other claims cannot affect it.</summary>
public sealed class SettleClaim(
    Commands<Claim> claims,
    ClaimGrounds grounds,
    SettlementContexts contexts,
    FindPolicies policies,
    TimeProvider time
)
{
    [Function("SettleClaim")]
    [Allowed(Role.Finance)]
    [Operation(
        "Settle a single claim under a policy without a budget, a ranking or a cap shared with other policies",
        Answer = typeof(ClaimView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claims/{id}/settle")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        claims.ChangeAsync<NoContent>(
            request,
            id,
            async (claim, _, caller) =>
            {
                var policy = (await policies(cancellation)).Pinned(claim.PolicyId, claim.PolicyVersion);
                var cover = await grounds.CoverAsync(claim, cancellation);
                return Decide(claim, policy, cover, await contexts.OfAsync(claim, cancellation), caller, time.GetUtcNow());
            },
            cancellation
        );

    public static Outcome<Change<Claim>> Decide(
        Claim claim,
        Policy policy,
        ClaimCover cover,
        CollectedClaim collected,
        Caller caller,
        DateTimeOffset now
    )
    {
        if (ClaimLifeCycle.Settle.Against(claim, caller) is { } notNow)
            return notNow;
        // Claims of earlier releases do not say whether they need a run.
        if (FileClaim.NeedsRun(policy))
            return Problem.Of(Catalogue.SettlementNeeded);
        if (cover.Against(claim) is { } changing)
            return changing;
        var line = RunArithmetic.Of(policy, claim.Year, null, [collected])[0];
        if (line.Amount == Yuan.Zero)
            return Reject.ChangeOf(claim.Cleared(), ReasonOf(line), caller, now);
        var settled = Settled(claim, null, line, Act.Of(caller, now)) with { BookedByRuns = claim.BookedByRuns ?? Yuan.Zero };
        return new Change<Claim>(settled, new ClaimSettled(null, line.BeforeBudget, line.Amount, line.Steps));
    }

    /// <summary>The change of a claim by its line in a run; a line with amount zero rejects the claim.</summary>
    public static Change<Claim> ByRun(Claim claim, SettlementRun run, SettlementLine line, DateTimeOffset now)
    {
        if (line.Amount == Yuan.Zero)
        {
            var rejected = Reject.ChangeOf(claim.Cleared(), ReasonOf(line), run.Closed!.ToFinance(), now);
            return rejected with { State = rejected.State with { RejectedByRuns = [.. claim.RejectedByRuns, run.Id] } };
        }
        var settled = Settled(claim, run.Id, line, run.Closed! with { At = now }) with
        {
            SettledByRuns = [.. claim.SettledByRuns, run.Id],
            BookedByRuns = (claim.BookedByRuns ?? Yuan.Zero) + line.Amount,
        };
        return new(settled, new ClaimSettled(run.Id, line.BeforeBudget, line.Amount, line.Steps));
    }

    private static Claim Settled(Claim claim, string? run, SettlementLine line, Act by) =>
        claim.Cleared() with
        {
            Status = ClaimStatus.Settled,
            Settlement = new(run, line.BeforeBudget, line.Amount, line.Steps, by),
            Booking = Booking.Amounts,
        };

    private static Text ReasonOf(SettlementLine line) =>
        line.Steps.Count > 0 ? line.Steps[^1].Text : new("核定金额为0元。", "The settled amount is 0 yuan.");
}

[WireName("ClaimSettled")]
public sealed record ClaimSettled(string? SettlementId, Yuan BeforeBudget, Yuan Amount, IReadOnlyList<Step> Steps);
