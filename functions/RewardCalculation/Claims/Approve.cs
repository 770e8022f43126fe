using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>Refused while an objection to the notice is open.</summary>
public sealed class Approve(Commands<Claim> commands, ClaimGrounds grounds, WorkingCalendar calendar, TimeProvider time)
{
    [Function("ApproveClaim")]
    [Allowed(Role.Finance)]
    [Operation(
        "Approve a reward after its public notice, as a person other than those who checked and settled it",
        Answer = typeof(ClaimView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claims/{id}/approve")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<NoContent>(
            request,
            id,
            async (claim, _, caller) => Decide(claim, await grounds.CoverAsync(claim, cancellation), calendar, caller, time.GetUtcNow()),
            cancellation
        );

    public static Outcome<Change<Claim>> Decide(Claim claim, ClaimCover cover, WorkingCalendar calendar, Caller caller, DateTimeOffset now)
    {
        var open = new OpenClaim(claim, calendar, now.ChinaDate());
        if ((ClaimLifeCycle.Approve.Against(open, caller) ?? cover.Against(claim)) is { } problem)
            return problem;
        var notice = open.Notice!;
        var approved = claim.Cleared() with
        {
            Status = ClaimStatus.Approved,
            Approved = Act.Of(caller, now),
            Edition = claim.Edition + 1,
            Notice = notice with { EndedAt = notice.EndedAt ?? now },
        };
        return new Change<Claim>(approved, new ClaimApproved(approved.Amount(), caller.Subject, now));
    }
}

[WireName("ClaimApproved")]
public sealed record ClaimApproved(Yuan Amount, string By, DateTimeOffset At);
