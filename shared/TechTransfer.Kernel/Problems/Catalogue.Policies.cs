namespace TechTransfer.Kernel.Problems;

public static partial class Catalogue
{
    /// <summary>A policy to be published has errors; <c>Errors</c> lists each with its field.</summary>
    public static ProblemKind PolicyRefused { get; } =
        new("policy_refused", 422, new("政策内容有{count}处不正确；请逐项更正。", "The policy has {count} errors. Correct each of them."));

    /// <summary>A policy version's period overlaps with that of another version of the same policy.</summary>
    public static ProblemKind PolicyVersionsOverlap { get; } =
        new(
            "policy_versions_overlap",
            422,
            new(
                "生效期与第{version}版（{from}至{to}）重叠；请调整生效日期。",
                "The period overlaps with version {version} ({from} to {to}). Change the day on which it comes into force."
            )
        );

    /// <summary>An evaluation (测算) needs either a draft policy or the id of an existing one; the body has both or neither.</summary>
    public static ProblemKind OnePolicyNeeded { get; } =
        new(
            "one_policy_needed",
            422,
            new(
                "请提供政策草案或者选择现有政策，两者只能取其一（字段：policy或policyId）。",
                "Provide a draft policy or choose an existing one, not both (fields: policy or policyId)."
            )
        );

    /// <summary>An evaluation (测算) needs either facts or a year whose facts are used; the body has both or neither.</summary>
    public static ProblemKind OneSetOfFactsNeeded { get; } =
        new(
            "one_set_of_facts_needed",
            422,
            new(
                "请录入数据或者选择某年度的数据，两者只能取其一（字段：facts或factsOf）。",
                "Enter facts or choose the facts of a year, not both (fields: facts or factsOf)."
            )
        );

    /// <summary>A reward cannot be calculated for a contract whose value is undetermined.</summary>
    public static ProblemKind ValueUndeterminedForReward { get; } =
        new(
            "reward_value_undetermined",
            422,
            new(
                "合同价款待定，无法测算；请在价款确定并办理变更登记后重试。",
                "The price of the contract is undetermined, so nothing can be calculated. Try again when it has been determined "
                    + "and the change registered."
            )
        );

    /// <summary>In the facts for an evaluation, a payer's refunds exceed the receipts from that payer.</summary>
    public static ProblemKind RefundsAboveReceipts { get; } =
        new(
            "refunds_above_receipts",
            422,
            new("退款合计超过到账合计；请核对退款金额。", "The refunds exceed the receipts. Check the refunded amounts.")
        );
}
