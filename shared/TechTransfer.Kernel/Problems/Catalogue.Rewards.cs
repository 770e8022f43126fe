namespace TechTransfer.Kernel;

public static partial class Catalogue
{
    /// <summary>A quote needs either a filed contract or facts typed in.</summary>
    public static ProblemKind OneContractNeeded { get; } =
        new(
            "one_contract_needed",
            422,
            new(
                "请提供 contractId（已登记合同）或 contract（手工录入的合同信息），二者只能取其一。",
                "Give either contractId (a registered contract) or contract (facts typed in), not both and not neither."
            )
        );

    /// <summary>The named policy does not exist.</summary>
    public static ProblemKind PolicyNotFound { get; } =
        new(
            "policy_not_found",
            422,
            new("未找到政策“{policy}”，请先查询现有政策。", "There is no policy '{policy}': look at the list of policies first.")
        );

    /// <summary>The named policy has no version in force on the day that decides.</summary>
    public static ProblemKind PolicyNotInForce { get; } =
        new(
            "policy_not_in_force",
            422,
            new(
                "政策“{policy}”在 {day} 没有有效版本，请改选年度或政策。",
                "The policy '{policy}' has no version in force on {day}: choose another year or policy."
            )
        );

    /// <summary>No policy at all is in force on the day that decides.</summary>
    public static ProblemKind NoPolicyInForce { get; } =
        new(
            "no_policy_in_force",
            422,
            new("{day} 没有任何有效的奖励政策，请改选年度。", "No reward policy is in force on {day}: choose another year.")
        );
}
