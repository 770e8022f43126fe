using TechTransfer.Messages;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Conversions;

namespace TechTransfer.OwnershipGrants.Grants;

/// <summary>Which events of a grant the organisation is told of in its inbox: this page is the whole list.</summary>
public static class GrantNotices
{
    public static IEnumerable<object> Of(Achievement state, object happened)
    {
        var name = $"《{state.Name}》";
        (string Type, Kernel.Explanations.Text Text)? told = happened switch
        {
            TitleChecked { Refusal: { } refusal } => (
                "grantRefused",
                new($"{name}不予赋权：{refusal.Reason.Zh}。", $"The grant of {name} was refused: {refusal.Reason.En}.")
            ),
            GrantDecided { Refusal: not null } => (
                "grantRefused",
                new($"单位决定不予赋权：{name}。", $"The organisation decided against the grant of {name}.")
            ),
            NoticeOpened { Notice: var notice } => (
                "grantNotice",
                new(
                    $"{name}赋权公示至{notice.Until:yyyy年M月d日}。",
                    $"The grant of {name} is open to notice until {notice.Until:yyyy-MM-dd}."
                )
            ),
            ObjectionRaised => (
                "grantObjection",
                new($"{name}的赋权公示有异议待处理。", $"An objection to the grant of {name} is to be resolved.")
            ),
            ObjectionResolved => (
                "grantObjectionResolved",
                new($"{name}的赋权异议已处理。", $"An objection to the grant of {name} was resolved.")
            ),
            NoticePassed => (
                "grantNoticeEnded",
                new($"{name}赋权公示期满，请签订协议。", $"The notice on the grant of {name} has ended: sign the agreement.")
            ),
            GrantInForce { On: var on } => (
                "grantInForce",
                new($"{name}赋权自{on:yyyy年M月d日}生效。", $"The grant of {name} is in force from {on:yyyy-MM-dd}.")
            ),
            GrantExtended { Extension: var extension } => (
                "grantExtended",
                new(
                    $"{name}赋权续期至{extension.EndsOn:yyyy年M月d日}。",
                    $"The grant of {name} was extended to {extension.EndsOn:yyyy-MM-dd}."
                )
            ),
            TermEnded or GrantTakenBack or GrantTerminated => (
                "grantEnded",
                new($"{name}的赋权已了结，原因见事项详情。", $"The grant of {name} is over; its page says why.")
            ),
            ConversionFollowed { Conversion: { Status: not ConversionStatus.Standing } fallen } => (
                "conversionFallen",
                new(
                    $"{name}的转化合同{fallen.Contract?.Number}不再有效。",
                    $"The contract {fallen.Contract?.Number} that converts {name} no longer stands."
                )
            ),
            ConversionFollowed { First: true, Conversion: var linked } => (
                "conversionLinked",
                new($"{name}已关联转化合同{linked.Contract?.Number}。", $"The contract {linked.Contract?.Number} converts {name}.")
            ),
            _ => null,
        };
        if (told is not { } notice2)
            yield break;
        var (about, link) = happened is GrantEvent { GrantId: { } grant }
            ? (grant, $"/api/grants/{grant}")
            : (state.Id, $"/api/achievements/{state.Id}");
        yield return new CaseNotice(about, notice2.Type, [state.Organisation], notice2.Text, link);
    }
}
