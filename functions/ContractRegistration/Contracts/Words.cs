using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>Statuses in the words of the field, for the sentences of problems.</summary>
public static class Words
{
    public static Text Name(this CaseStatus status) =>
        status switch
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
