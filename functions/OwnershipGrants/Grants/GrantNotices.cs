using TechTransfer.Messages;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Conversions;

namespace TechTransfer.OwnershipGrants.Grants;

/// <summary>
/// Notifications to the organisation about its grants and conversions. Events that are not listed below send no notification.
/// </summary>
public static class GrantNotices
{
    public static IEnumerable<object> Of(Achievement state, object happened)
    {
        var name = $"《{state.Name}》";
        (string Type, Kernel.Explanations.Text Text)? notification = happened switch
        {
            TitleChecked { Refusal: { } refusal } => (
                "grantRefused",
                new($"{name}不予赋权：{refusal.Reason.Zh}。", $"The grant of {name} was refused: {refusal.Reason.En}.")
            ),
            GrantDecided { Refusal: not null } => (
                "grantRefused",
                new(
                    $"{name}的赋权申请经单位决定不予赋权，理由见事项详情。",
                    $"The organisation decided to refuse the grant of {name}. Its page shows the reason."
                )
            ),
            NoticeOpened { Notice: var notice } => (
                "grantNotice",
                new(
                    $"{name}的赋权正在公示，公示期截至{notice.Until:yyyy年M月d日}（含当日）。",
                    $"The grant of {name} is on public notice until the end of {notice.Until:yyyy-MM-dd}."
                )
            ),
            ObjectionRaised => (
                "grantObjection",
                new(
                    $"{name}的赋权公示收到异议，公示中止，请处理异议。",
                    $"An objection to the grant of {name} was raised, and the public notice is suspended. Resolve the objection."
                )
            ),
            ObjectionResolved => (
                "grantObjectionResolved",
                new(
                    $"{name}的赋权公示异议已处理，结果见事项详情。",
                    $"An objection to the grant of {name} was resolved. Its page shows the outcome."
                )
            ),
            NoticePassed => (
                "grantNoticeEnded",
                new($"{name}的赋权公示期满，请签订赋权协议。", $"The notice on the grant of {name} has ended. Sign the grant agreement.")
            ),
            GrantInForce { On: var on } => (
                "grantInForce",
                new($"{name}的赋权自{on:yyyy年M月d日}起生效。", $"The grant of {name} is in force from {on:yyyy-MM-dd}.")
            ),
            GrantExtended { Extension: var extension } => (
                "grantExtended",
                new(
                    $"{name}的赋权已续期，使用期限至{extension.EndsOn:yyyy年M月d日}届满。",
                    $"The grant of {name} was extended until {extension.EndsOn:yyyy-MM-dd}."
                )
            ),
            TermEnded or GrantTakenBack or GrantTerminated => (
                "grantEnded",
                new($"{name}的赋权已结束，原因见事项详情。", $"The grant of {name} has ended. Its page shows the reason.")
            ),
            ConversionFollowed { Conversion: { Status: not ConversionStatus.Standing } fallen } => (
                "conversionFallen",
                new(
                    $"{name}的转化合同{fallen.Contract?.Number}不再作为其转化合同，原因见事项详情。",
                    $"Contract {fallen.Contract?.Number} is no longer a conversion contract of {name}. Its page shows the reason."
                )
            ),
            ConversionFollowed { First: true, Conversion: { RightsDiffer: true } other } => (
                "conversionRightsDiffer",
                new(
                    $"{name}已关联转化合同{other.Contract?.Number}，但合同所列知识产权与该成果的权利均不一致，请核对后再分配收益。",
                    $"Contract {other.Contract?.Number} was linked to {name} as a conversion, but names none of its rights. "
                        + "Check it before income is distributed."
                )
            ),
            ConversionFollowed { First: true, Conversion: var linked } => (
                "conversionLinked",
                new(
                    $"{name}已关联转化合同{linked.Contract?.Number}。",
                    $"Contract {linked.Contract?.Number} was linked to {name} as a conversion contract."
                )
            ),
            _ => null,
        };
        if (notification is not { } notice2)
            yield break;
        var (about, link) = happened is GrantEvent { GrantId: { } grant }
            ? (grant, $"/api/grants/{grant}")
            : (state.Id, $"/api/achievements/{state.Id}");
        yield return new NotificationMessage(about, notice2.Type, [state.Organisation], notice2.Text, link);
    }
}
