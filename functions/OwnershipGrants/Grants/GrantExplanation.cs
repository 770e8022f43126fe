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
            var working = rules.Notice.DayType == DayType.Working;
            yield return Step(
                "notice",
                $"公示自{notice.From:yyyy年M月d日}起（首日不计）{rules.Notice.Days}{(working ? "个工作日" : "日")}，截至{notice.Until:yyyy年M月d日}（含当日）。",
                $"The public notice runs from {notice.From:yyyy-MM-dd} (not counted) for {rules.Notice.Days} {(working ? "working" : "calendar")} days, until the end of {notice.Until:yyyy-MM-dd}.",
                $"{notice.Until:yyyy-MM-dd}",
                rules.Notice.Citation,
                ("from", $"{notice.From:yyyy-MM-dd}"),
                ("days", $"{rules.Notice.Days}")
            );
            if (notice.DaysLeft is { } left)
            {
                yield return Step(
                    "notice_stopped",
                    $"异议尚未处理，公示中止，剩余{left}日。",
                    $"An objection is open. The public notice is suspended with {left} days left.",
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
