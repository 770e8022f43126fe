namespace TechTransfer.Kernel;

public static partial class Catalogue
{
    /// <summary>A policy that makes no sense.</summary>
    public static ProblemKind PolicyRefused { get; } =
        new("policy_refused", 422, new("政策内容不正确，共 {count} 处，请逐项更正。", "The policy is wrong in {count} places."));

    /// <summary>A version that would be in force together with an earlier one.</summary>
    public static ProblemKind PolicyVersionsOverlap { get; } =
        new(
            "policy_versions_overlap",
            422,
            new(
                "生效期与第 {version} 版（{from} 至 {to}）重叠，请调整 from。",
                "It would be in force together with version {version} ({from} to {to}): choose another from."
            )
        );

    /// <summary>An evaluation needs either a draft or a policy that there is.</summary>
    public static ProblemKind OnePolicyNeeded { get; } =
        new(
            "one_policy_needed",
            422,
            new(
                "请提供 policy（草案）或 policyId（现有政策），二者只能取其一。",
                "Give either policy (a draft) or policyId (one that there is), not both and not neither."
            )
        );

    /// <summary>An evaluation needs either facts in the body or those of a year.</summary>
    public static ProblemKind OneSetOfFactsNeeded { get; } =
        new(
            "one_set_of_facts_needed",
            422,
            new(
                "请提供 facts（录入的数据）或 factsOf（取某年度的数据），二者只能取其一。",
                "Give either facts (typed in) or factsOf (a year's own), not both and not neither."
            )
        );

    /// <summary>Nothing can be worked out on a price that is not known.</summary>
    public static ProblemKind NothingToReckonOn { get; } =
        new(
            "reward_value_undetermined",
            422,
            new(
                "合同金额尚未确定，无法测算；金额确定并办理变更后再试。",
                "The contract's value is not determined yet, so nothing can be worked out: try again when it is."
            )
        );

    /// <summary>More was paid back than had come in.</summary>
    public static ProblemKind RefundsAboveReceipts { get; } =
        new("refunds_above_receipts", 422, new("退款合计超过到账合计。", "More was paid back than had come in."));
}
