using TechTransfer.Kernel;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants.Actions;

/// <summary>The public notice inside the organisation.</summary>
/// <param name="From">Its first day, which does not count; today if left out.</param>
public sealed record PublishGrant(DateOnly? From = null);

/// <summary>The notice was opened.</summary>
public sealed record NoticeOpened(Notice Notice) : GrantEvent;

/// <summary>公示.</summary>
public static class Publish
{
    private const int FurthestAhead = 30;

    public static Outcome<Change<Achievement>> Decide(Achievement state, string grantId, PublishGrant body, Caller caller, GrantRuleBook book, DateTimeOffset now)
    {
        var opened = GrantStep.Open(state, grantId, GrantAction.Publish, caller, book, now);
        if (opened.Problem is { } refused) return refused;
        var step = opened.Value;
        var from = body.From ?? step.Today;
        var findings = new Findings();
        // A notice that began in the past would be shorter than it says.
        if (from < step.Today || from > step.Today.AddDays(FurthestAhead)) findings.Error("notice_start", "from", $"公示应从今天起 {FurthestAhead} 天内开始。", $"A notice begins today or within {FurthestAhead} days.", step.Rules.Notice.Citation);
        if (findings.Refusal() is { } refusal) return refusal;

        var notice = new Notice(from, step.Rules.NoticeUntil(from, step.Rules.Notice.Days, book.Calendar), Edition: (step.Grant.Notice?.Edition ?? 0) + 1);
        return step.Close(step.Grant with { Notice = notice, Status = GrantStatus.OnNotice }, new NoticeOpened(notice)
        {
            GrantId = grantId,
            Ledger = [step.Line($"公示：{notice.From:yyyy-MM-dd} 至 {notice.Until:yyyy-MM-dd}。", $"Public notice from {notice.From:yyyy-MM-dd} to {notice.Until:yyyy-MM-dd}.")],
        });
    }
}
