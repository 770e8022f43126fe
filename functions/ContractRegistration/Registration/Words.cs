using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>Statuses and actions in the words of the field, for the sentences of problems.</summary>
public static class Words
{
    public static Text Replace { get; } = new("修改", "replace");
    public static Text Attach { get; } = new("上传材料", "attach");
    public static Text Submit { get; } = new("提交", "submit");
    public static Text Withdraw { get; } = new("撤回", "withdraw");
    public static Text Accept { get; } = new("受理", "accept");
    public static Text Return { get; } = new("退回补正", "return");
    public static Text Assess { get; } = new("审核", "assess");
    public static Text Refer { get; } = new("提交专家评审", "refer");
    public static Text Approve { get; } = new("审批", "approve");
    public static Text Register { get; } = new("登记", "register");
    public static Text Number { get; } = new("赋予登记编号", "number");
    public static Text Refuse { get; } = new("不予登记", "refuse");
    public static Text Change { get; } = new("申请变更", "change");
    public static Text Cancel { get; } = new("申请注销", "cancel");
    public static Text Object { get; } = new("提出异议", "object");
    public static Text Correct { get; } = new("更正", "correct");
    public static Text Revoke { get; } = new("撤销登记", "revoke");
    public static Text Resolve { get; } = new("处理异议", "resolve");
    public static Text Reassign { get; } = new("移交", "reassign");
    public static Text NationalNumber { get; } = new("录入全国登记编号", "record the national number of");
    public static Text Recuse { get; } = new("回避", "recuse");

    public static Text Name(this CaseStatus status) => status switch
    {
        CaseStatus.Draft => new("草稿", "draft"),
        CaseStatus.Submitted => new("已提交", "submitted"),
        CaseStatus.Returned => new("退回补正", "returned"),
        CaseStatus.Accepted => new("已受理", "accepted"),
        CaseStatus.UnderReview => new("审核中", "underReview"),
        CaseStatus.ExpertReview => new("专家评审中", "expertReview"),
        CaseStatus.Decided => new("已决定登记，待编号", "decided"),
        CaseStatus.Registered => new("已登记", "registered"),
        CaseStatus.Refused => new("不予登记", "refused"),
        CaseStatus.Withdrawn => new("已撤回", "withdrawn"),
        CaseStatus.Cancelled => new("已注销", "cancelled"),
        CaseStatus.Revoked => new("已撤销", "revoked"),
    };
}
