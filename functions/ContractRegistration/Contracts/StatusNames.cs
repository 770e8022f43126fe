namespace TechTransfer.ContractRegistration.Contracts;

public static class StatusNames
{
    public static Text Name(this ContractStatus status) =>
        status switch
        {
            ContractStatus.Draft => new("草稿", "draft"),
            ContractStatus.Submitted => new("已提交", "submitted"),
            ContractStatus.Returned => new("待补正", "corrections required"),
            ContractStatus.Accepted => new("已受理", "accepted"),
            ContractStatus.UnderReview => new("审核中", "under review"),
            ContractStatus.ExpertReview => new("专家评审中", "in expert review"),
            ContractStatus.Decided => new("准予登记，待核发编号", "approved, awaiting number"),
            ContractStatus.Registered => new("已登记", "registered"),
            ContractStatus.Refused => new("不予登记", "refused"),
            ContractStatus.Withdrawn => new("已撤回", "withdrawn"),
            ContractStatus.Cancelled => new("已注销", "cancelled"),
            ContractStatus.Revoked => new("已撤销", "revoked"),
        };
}
