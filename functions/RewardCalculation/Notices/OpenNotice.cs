using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.RewardCalculation.Claims;

namespace TechTransfer.RewardCalculation.Notices;

public sealed class OpenNotice(Commands<Claim> commands, WorkingCalendar calendar, TimeProvider time)
{
    [Function("PublishClaim")]
    [Allowed(Role.Finance)]
    [Operation(
        "Open the public notice of a claim that was settled individually or whose notice was stopped",
        Answer = typeof(ClaimView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claims/{id}/publish")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<NoContent>(request, id, (claim, _, caller) => Decide(claim, calendar, caller, time.GetUtcNow()), cancellation);

    public static Outcome<Change<Claim>> Decide(Claim claim, WorkingCalendar calendar, Caller caller, DateTimeOffset now) =>
        ClaimLifeCycle.Publish.Against(claim, caller) is { } problem ? problem : Open(claim, calendar, caller, now);

    public static Change<Claim> Open(Claim claim, WorkingCalendar calendar, Caller caller, DateTimeOffset now)
    {
        var notice = PublicNotice.Open(now.ChinaDate(), claim.NoticeWorkingDays, calendar, Act.Of(caller, now));
        return new(
            claim.Cleared() with
            {
                Status = ClaimStatus.OnNotice,
                Notice = notice,
            },
            new NoticeOpened(notice.From, notice.Until, notice.Provisional, claim.Amount(), caller.Subject, now)
        );
    }
}
