using TechTransfer.Kernel;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>What is held to be wrong with a notice.</summary>
public sealed record ObjectToNotice(string Ground);

/// <summary>An objection was raised.</summary>
[WireName("ObjectionRaised")]
public sealed record ObjectionRaised(Objection Objection);

/// <summary>What comes of the objections.</summary>
public sealed record ResolveObjections(ObjectionOutcome Outcome, string Remarks);

/// <summary>All open objections were resolved.</summary>
[WireName("ObjectionsResolved")]
public sealed record ObjectionsResolved(Resolution Resolution, DateOnly? Until);

/// <summary>异议 while the notice runs: it stops, and nothing is approved, until the objections are resolved.</summary>
public static class ObjectToNoticeDecision
{
    private const int Most = 50;

    public static Outcome<Change<Claim>> Decide(
        Claim claim,
        ObjectToNotice command,
        WorkingCalendar calendar,
        Caller caller,
        DateTimeOffset now
    )
    {
        if ((ClaimLifeCycle.Object.Against(claim, caller) ?? Sentence.Missing(command.Ground, "ground")) is { } problem)
            return problem;
        var notice = claim.Notice!.Recounted(calendar);
        if (claim.Status == ClaimStatus.OnNotice && (notice.EndedAt is not null || notice.IsOver(now.ChinaDate())))
            return Problem.Of(Catalogue.NoticeEnded, ("until", $"{notice.Until:yyyy-MM-dd}"));
        if (claim.Objections.Count(o => o.Resolution is null) >= Most)
            return Problem.Of(Catalogue.TooManyObjections, ("most", Most));
        var objection = new Objection(command.Ground, caller.Organisation, Act.Of(caller, now));
        return new Change<Claim>(
            claim.Cleared() with
            {
                Status = ClaimStatus.Objected,
                Notice = notice,
                Objections = [.. claim.Objections, objection],
            },
            new ObjectionRaised(objection)
        );
    }
}

/// <summary>处理异议, by another person than the one who checked. Dismissed, the notice goes on for the working days that were left; upheld,
/// the claim is rejected.</summary>
public static class ResolveObjectionsDecision
{
    public static Outcome<Change<Claim>> Decide(
        Claim claim,
        ResolveObjections command,
        WorkingCalendar calendar,
        Caller caller,
        DateTimeOffset now
    )
    {
        if ((ClaimLifeCycle.Resolve.Against(claim, caller) ?? Sentence.Missing(command.Remarks, "remarks")) is { } problem)
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
