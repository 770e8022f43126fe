using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.RewardCalculation.Claims;

namespace TechTransfer.RewardCalculation.Notices;

/// <summary>
/// If the objections (异议) are dismissed, the notice resumes for the working days that were left; if upheld, the claim is rejected.
/// </summary>
public sealed class ResolveObjections(Commands<Claim> commands, WorkingCalendar calendar, TimeProvider time)
{
    [Function("ResolveObjections")]
    [Allowed(Role.Finance)]
    [Operation(
        "Resolve all open objections, as a person other than the one who checked the claim",
        Body = typeof(ResolveObjectionsBody),
        Answer = typeof(ClaimView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claims/{id}/resolve")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<ResolveObjectionsBody>(
            request,
            id,
            (claim, body, caller) => Decide(claim, body, calendar, caller, time.GetUtcNow()),
            cancellation
        );

    public static Outcome<Change<Claim>> Decide(
        Claim claim,
        ResolveObjectionsBody command,
        WorkingCalendar calendar,
        Caller caller,
        DateTimeOffset now
    )
    {
        if ((ClaimLifeCycle.Resolve.Against(claim, caller) ?? ReasonText.Missing(command.Remarks, "remarks")) is { } problem)
            return problem;
        var resolution = new Resolution(command.Outcome, command.Remarks, Act.Of(caller, now));
        var first = claim.Objections.First(o => o.Resolution is null).By.At.ChinaDate();
        var resolved = claim.Cleared() with
        {
            Objections = [.. claim.Objections.Select(o => o.Resolution is null ? o with { Resolution = resolution } : o)],
        };
        if (command.Outcome == ObjectionOutcome.Upheld)
        {
            var rejection = new Rejection(new(command.Remarks, command.Remarks), Act.Of(caller, now), claim.Rejection?.Appeal);
            return new Change<Claim>(
                resolved with
                {
                    Status = ClaimStatus.Rejected,
                    Rejection = rejection,
                    Booking = Booking.Amounts,
                },
                new ObjectionsResolved(resolution, null)
            );
        }
        var notice = claim.Notice!.Resume(first, now.ChinaDate(), calendar);
        return new Change<Claim>(
            resolved with
            {
                Status = ClaimStatus.OnNotice,
                Notice = notice,
            },
            new ObjectionsResolved(resolution, notice.Until)
        );
    }
}

[SchemaName("ResolveObjections")]
public sealed record ResolveObjectionsBody(ObjectionOutcome Outcome, string Remarks);
