namespace TechTransfer.Kernel.Problems;

public static partial class Catalogue
{
    /// <summary>A policy that makes no sense.</summary>
    public static ProblemKind PolicyRefused { get; } =
        new("policy_refused", 422, new("政策内容有{count}处不正确；请逐项更正。", "The policy has {count} errors. Correct each of them."));

    /// <summary>A version that would be in force together with an earlier one.</summary>
    public static ProblemKind PolicyVersionsOverlap { get; } =
        new(
            "policy_versions_overlap",
            422,
            new(
                "生效期与第{version}版（{from}至{to}）重叠；请调整生效日期。",
                "The period overlaps with version {version} ({from} to {to}). Change the day on which it comes into force."
            )
        );

    /// <summary>An evaluation needs either a draft or a policy that there is.</summary>
    public static ProblemKind OnePolicyNeeded { get; } =
        new(
            "one_policy_needed",
            422,
            new(
                "请提供政策草案或者选择现有政策，两者只能取其一（字段：policy或policyId）。",
                "Give a draft policy or choose an existing one, not both (fields: policy or policyId)."
            )
        );

    /// <summary>An evaluation needs either facts in the body or those of a year.</summary>
    public static ProblemKind OneSetOfFactsNeeded { get; } =
        new(
            "one_set_of_facts_needed",
            422,
            new(
                "请录入数据或者选择某年度的数据，两者只能取其一（字段：facts或factsOf）。",
                "Enter facts or choose the facts of a year, not both (fields: facts or factsOf)."
            )
        );

    /// <summary>Nothing can be worked out on a price that is not known.</summary>
    public static ProblemKind NothingToReckonOn { get; } =
        new(
            "reward_value_undetermined",
            422,
            new(
                "合同价款待定，无法测算；请在价款确定并办理变更登记后重试。",
                "The contract's value is undetermined, so nothing can be calculated. Try again when it has been determined and registered."
            )
        );

    /// <summary>More was paid back than had come in.</summary>
    public static ProblemKind RefundsAboveReceipts { get; } =
        new(
            "refunds_above_receipts",
            422,
            new("退款合计超过到账合计；请核对退款金额。", "The refunds exceed the receipts. Check the refunded amounts.")
        );
}
