using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Reminders;

/// <summary>
/// All due items of an achievement or a distribution. Pure functions of the state, so that lists and reminders always agree.
/// </summary>
public static class Dues
{
    // Ends the yearly reports of a grant that has no last day.
    private const int MaxReportYears = 30;

    public static IEnumerable<DueItem> Of(Achievement state, ReminderRules rules)
    {
        if (state.Status == AchievementStatus.Closed)
            return [];
        return
        [
            .. OfRights(state, rules),
            .. OfCompletion(state),
            .. state.Grants.SelectMany(g => OfGrant(state, g, rules.Grants.Pinned(g.RuleSet))),
        ];
    }

    // Rights whose fees are due on the same day share one reminder.
    private static IEnumerable<DueItem> OfRights(Achievement state, ReminderRules rules)
    {
        var recorded = state.Recorded.At.ChinaDate();
        return state
            .Rights.Where(r => rules.AnnualFees.RightKinds.Contains(r.Kind) && r.FiledOn is not null && r.ExpiresOn is not null)
            .SelectMany(r => FeeDays(r, recorded).Select(day => (Day: day, r.Number)))
            .GroupBy(f => f.Day)
            .Select(g => new DueItem(
                ReminderKind.PatentFee,
                state.Id,
                g.Key,
                recorded,
                null,
                Numbers([.. g.Select(f => f.Number).OfType<string>()])
            ));
    }

    // Annual patent fees are due on the anniversaries of the filing date, from the grant of the patent until it expires.
    private static IEnumerable<DateOnly> FeeDays(Right right, DateOnly recorded)
    {
        for (var year = 1; right.FiledOn!.Value.AddYears(year) is var day && day < right.ExpiresOn; year++)
        {
            if (day >= recorded && (right.GrantedOn is null || day > right.GrantedOn))
                yield return day;
        }
    }

    private static Text Numbers(IReadOnlyList<string> numbers)
    {
        const int named = 5;
        var (zh, en) = (string.Join('、', numbers.Take(named)), string.Join(", ", numbers.Take(named)));
        return numbers.Count <= named ? new(zh, en) : new($"{zh}等{numbers.Count}项", $"{en} and {numbers.Count - named} more");
    }

    private static IEnumerable<DueItem> OfCompletion(Achievement state)
    {
        if (state.Conversions.All(c => c.Status != ConversionStatus.Standing))
            yield return new(ReminderKind.FirstYear, state.Id, state.CompletedOn.AddYears(1), state.Recorded.At.ChinaDate());
    }

    private static IEnumerable<DueItem> OfGrant(Achievement state, Grant grant, GrantRules rules)
    {
        if (grant is { Status: GrantStatus.OnNotice, Notice: { } notice })
            yield return new(ReminderKind.NoticeEnd, grant.Id, notice.Until, notice.From);
        if (grant is { Status: GrantStatus.OnNotice or GrantStatus.NoticeEnded, Notice.Until: var until })
            yield return new(ReminderKind.AgreementDeadline, grant.Id, until.AddDays(rules.Agreement.Days), until.AddDays(1));
        if (grant is not { InForceOn: { } since, StartsOn: { } start } || grant.Ending is not null)
            yield break;

        if (!ConversionsInForce.Any(state, grant.Id))
            yield return new(ReminderKind.TakeBack, grant.Id, since.AddMonths(rules.TakeBack.Months), since);
        if (grant.EndsOn is { } last)
        {
            var isFirstTerm = grant.Terms.RenewalYears > 0 && grant.Extensions.Count == 0;
            yield return new(
                isFirstTerm ? ReminderKind.Renewal : ReminderKind.TermEnd,
                grant.Id,
                last,
                grant.Extensions.Count == 0 ? since : grant.Extensions[^1].By.At.ChinaDate()
            );
        }
        foreach (var milestone in grant.Terms.Milestones)
            yield return new(ReminderKind.Milestone, grant.Id, milestone.On, since, null, new(milestone.Name, milestone.Name));
        for (var year = since.Year; year <= (grant.EndsOn?.Year ?? since.Year + MaxReportYears); year++)
        {
            if (grant.Reports.Any(r => r.Year == year))
                continue;
            yield return new(ReminderKind.YearlyReport, grant.Id, new(year + 1, rules.YearReport.DueMonth, rules.YearReport.DueDay), since);
        }
    }

    public static IEnumerable<DueItem> Of(Distribution distribution)
    {
        if (distribution.Achievement.IsClosed)
            yield break;
        if (distribution is { Status: DistributionStatus.OnNotice, Notice: { } notice })
            yield return new(ReminderKind.NoticeEnd, distribution.Id, notice.Until, notice.From);
        if (distribution.Status is DistributionStatus.Withdrawn or DistributionStatus.Paid or DistributionStatus.ClawedBack)
            yield break;
        if (!distribution.IsApproved)
        {
            // Before the approval only the organisation is reminded; afterwards there is one item per unpaid person.
            yield return new(ReminderKind.PayWindow, distribution.Id, distribution.PayUntil, distribution.Entered.At.ChinaDate());
            yield break;
        }
        foreach (var award in distribution.Figures.Awards)
        {
            if (distribution.DueTo(award.Person) is var due && due > Yuan.Zero)
            {
                yield return new(
                    ReminderKind.PayWindow,
                    distribution.Id,
                    distribution.PayUntil,
                    distribution.Approved!.At.ChinaDate(),
                    award.Person,
                    new($"团队成员（编号{award.Person}）尚有{due}元未发放", $"{due} yuan is still due to team member {award.Person}")
                );
            }
        }
    }
}
