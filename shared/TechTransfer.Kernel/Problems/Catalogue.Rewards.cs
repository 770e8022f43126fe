namespace TechTransfer.Kernel.Problems;

public static partial class Catalogue
{
    /// <summary>A quote needs either the id of a registered contract or a contract's data; the body has both or neither.</summary>
    public static ProblemKind OneContractNeeded { get; } =
        new(
            "one_contract_needed",
            422,
            new(
                "请选择已登记的合同或者录入合同信息，两者只能取其一（字段：contractId或contract）。",
                "Choose a registered contract or enter a contract's facts, not both (fields: contractId or contract)."
            )
        );

    /// <summary>The body names a policy that does not exist.</summary>
    public static ProblemKind PolicyNotFound { get; } =
        new(
            "policy_not_found",
            422,
            new("未找到政策“{policy}”；请先查看现有政策。", "There is no policy '{policy}'. Look at the list of policies first.")
        );

    /// <summary>The named policy has no version in force in the year in question.</summary>
    public static ProblemKind PolicyNotInForce { get; } =
        new(
            "policy_not_in_force",
            422,
            new(
                "政策“{policy}”在{year}年度没有有效版本；请改选年度或者政策。",
                "The policy '{policy}' has no version in force in {year}. Choose another year or policy."
            )
        );

    /// <summary>No policy that rewards contracts is in force in the year of the quote.</summary>
    public static ProblemKind NoPolicyInForce { get; } =
        new(
            "no_policy_in_force",
            422,
            new("{year}年度没有有效的奖励政策；请改选年度。", "No reward policy is in force in {year}. Choose another year.")
        );
}
