using System.Globalization;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants;

internal static class GrantExplanation
{
    public static IEnumerable<Step> Of(Grant grant, GrantRules rules)
    {
        if (grant.Terms.Type == GrantType.LongTermUse)
        {
            var total = (grant.Terms.TermYears ?? 0) + (grant.Terms.RenewalYears ?? 0);
            yield return Step(
                "use_term",
                $"使用期限{grant.Terms.TermYears}年，约定续期{grant.Terms.RenewalYears ?? 0}年，合计{total}年，应不少于{rules.MinimumUse.Years}年。",
                $"The term of {grant.Terms.TermYears} years and the agreed renewal of {grant.Terms.RenewalYears ?? 0} years make {total} years; at least {rules.MinimumUse.Years} are required.",
                $"{total}",
                rules.MinimumUse.Citation,
                ("termYears", $"{grant.Terms.TermYears}"),
                ("renewalYears", $"{grant.Terms.RenewalYears ?? 0}"),
                ("minimum", $"{rules.MinimumUse.Years}")
            );
        }
        if (grant.Notice is { } notice)
        {
            var length = Length(rules.Notice);
            var course = Course(grant, notice);
            yield return Step(
                "notice",
                $"公示自{notice.From:yyyy年M月d日}起（首日不计），公示期{length.Zh}{course.Zh}",
                $"The public notice began on {notice.From:yyyy-MM-dd} (not counted) and lasts {length.En}{course.En}",
                $"{notice.Until:yyyy-MM-dd}",
                rules.Notice.Citation,
                ("from", $"{notice.From:yyyy-MM-dd}"),
                ("days", $"{rules.Notice.Days}")
            );
            if (notice.DaysLeft is { } left)
            {
                var isOpen = grant.Status == GrantStatus.Objected;
                yield return Step(
                    "notice_stopped",
                    isOpen ? $"异议尚未处理，公示中止，剩余{left}日。" : (FormattableString)$"公示因异议中止时，剩余{left}日。",
                    isOpen
                        ? $"An objection is open. The public notice is suspended with {left} days left."
                        : (FormattableString)$"The public notice was suspended because of an objection with {left} days left.",
                    $"{left}",
                    rules.Notice.Citation
                );
            }
        }
        if (grant.IsInForce())
        {
            var takeBack = TakeBack.EarliestOn(grant, rules);
            yield return Step(
                "take_back",
                $"自生效（{grant.InForceOn:yyyy年M月d日}）起{rules.TakeBack.Months}个月内未转化的，可于{takeBack:yyyy年M月d日}起收回。",
                $"If there is no conversion within {rules.TakeBack.Months} months from the effective date ({grant.InForceOn:yyyy-MM-dd}), the grant can be withdrawn from {takeBack:yyyy-MM-dd}.",
                $"{takeBack:yyyy-MM-dd}",
                rules.TakeBack.Citation,
                ("inForceOn", $"{grant.InForceOn:yyyy-MM-dd}"),
                ("months", $"{rules.TakeBack.Months}")
            );
        }
    }

    private static Text Length(NoticeRule rule) =>
        rule.DayType == DayType.Working
            ? new($"{rule.Days}个工作日", $"{rule.Days} working days")
            : new($"{rule.Days}日", $"{rule.Days} calendar days");

    // What objections did to the notice. A suspended notice has no last day yet.
    private static Text Course(Grant grant, Notice notice)
    {
        if (notice.DaysLeft is not null)
        {
            return grant.Status == GrantStatus.Objected
                ? new("；因异议中止，处理后恢复计算。", ". It is suspended because of an objection.")
                : new("；因异议中止。", ". It was suspended because of an objection.");
        }
        var (zh, en) = (Text($"{notice.Until:yyyy年M月d日}（含当日）。"), Text($"until the end of {notice.Until:yyyy-MM-dd}."));
        return IsResumed(grant)
            ? new($"；因异议中止后恢复，顺延至{zh}", $". It was suspended because of an objection and then resumed; it lasts {en}")
            : new($"，截至{zh}", $", {en}");
    }

    // A notice that was corrected and published again starts anew; earlier dismissals did not extend it.
    private static bool IsResumed(Grant grant)
    {
        var resolutions = grant.Objections.Select(o => o.Resolution).OfType<Resolution>().ToArray();
        var amendedAt = resolutions.Where(r => r.Outcome == ObjectionOutcome.Amended).Select(r => r.By.At).DefaultIfEmpty().Max();
        return resolutions.Any(r => r.Outcome == ObjectionOutcome.Dismissed && r.By.At > amendedAt);
    }

    private static Step Step(
        string code,
        FormattableString zh,
        FormattableString en,
        FormattableString result,
        Citation citation,
        params (string Name, FormattableString Value)[] inputs
    ) => new(code, new(Text(zh), Text(en)), inputs.ToDictionary(i => i.Name, i => Text(i.Value)), Text(result), citation);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
