using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants;

public static class Words
{
    public static Text Name(this GrantStatus status) =>
        status switch
        {
            GrantStatus.Applied => new("已申请", "applied"),
            GrantStatus.FormChecked => new("形式审查通过", "formal examination passed"),
            GrantStatus.TitleCleared => new("权属及负面清单审查通过", "title and negative list cleared"),
            GrantStatus.Appraised => new("已评估定价", "priced"),
            GrantStatus.Decided => new("已决定", "decided"),
            GrantStatus.OnNotice => new("公示中", "on public notice"),
            GrantStatus.Objected => new("有异议", "objected"),
            GrantStatus.NoticeEnded => new("公示期满", "public notice ended"),
            GrantStatus.Signed => new("已签约", "agreement signed"),
            GrantStatus.RightHolderRecorded => new("权利人已变更", "change of right holder recorded"),
            GrantStatus.InForce => new("已生效", "in force"),
            GrantStatus.Extended => new("已续期", "extended"),
            GrantStatus.Ended => new("已期满", "expired"),
            GrantStatus.TakenBack => new("已收回", "withdrawn by the organisation"),
            GrantStatus.Terminated => new("已终止", "terminated"),
            GrantStatus.Refused => new("不予赋权", "refused"),
            GrantStatus.Withdrawn => new("已撤回", "application withdrawn"),
        };

    public static Text Name(this GrantAction action) =>
        action switch
        {
            GrantAction.Apply => new("申请", "apply"),
            GrantAction.Check => new("形式审查", "examine the form"),
            GrantAction.ClearTitle => new("权属及负面清单审查", "check title and negative list"),
            GrantAction.Appraise => new("评估定价", "set the price"),
            GrantAction.Decide => new("决定", "decide"),
            GrantAction.Publish => new("公示", "publish"),
            GrantAction.Object => new("登记异议", "record an objection"),
            GrantAction.Resolve => new("处理异议", "resolve the objection"),
            GrantAction.Sign => new("签约", "sign"),
            GrantAction.RecordRightHolder => new("登记权利人变更", "record the change of right holder"),
            GrantAction.EnterIntoForce => new("生效", "put into force"),
            GrantAction.Extend => new("续期", "extend"),
            GrantAction.ReportYear => new("年度报告", "submit the annual report"),
            GrantAction.TakeBack => new("收回", "withdraw the grant"),
            GrantAction.Terminate => new("终止", "terminate"),
            GrantAction.Withdraw => new("撤回", "withdraw the application"),
            GrantAction.Convert => new("登记转化", "link a conversion contract"),
        };

    public static Text Name(this GrantType type) =>
        type switch
        {
            GrantType.OwnershipShare => new("部分所有权", "share of the ownership"),
            GrantType.FullOwnership => new("全部所有权", "whole ownership"),
            GrantType.LongTermUse => new("长期使用权", "long-term use"),
            GrantType.AgreedIncome => new("赋权并约定收益", "rights with agreed income"),
        };

    public static Text Name(this ShareHolder holder) =>
        holder switch
        {
            ShareHolder.Unit => new("单位", "organisation"),
            ShareHolder.Department => new("院系", "department"),
            ShareHolder.Team => new("成果完成人团队", "team"),
            ShareHolder.TransferStaff => new("转化服务人员", "transfer staff"),
            ShareHolder.Other => new("其他", "other"),
        };

    public static Text Name(this PriceManner manner) =>
        manner switch
        {
            PriceManner.Agreement => new("协议定价", "agreement"),
            PriceManner.Listing => new("挂牌交易", "listing on an exchange"),
            PriceManner.Auction => new("拍卖", "auction"),
            PriceManner.None => new("无偿", "without charge"),
        };
}
