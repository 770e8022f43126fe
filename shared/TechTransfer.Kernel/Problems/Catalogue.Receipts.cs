namespace TechTransfer.Kernel.Problems;

public static partial class Catalogue
{
    /// <summary>Another receipt that has not been withdrawn has the same invoice of the same payer.</summary>
    public static ProblemKind DuplicateInvoice { get; } =
        new(
            "duplicate_invoice",
            409,
            new(
                "该付款方的这张发票已登记过到账，一张发票只登记一次；前一笔登记有误的，请先撤回。",
                "A receipt with this payer's invoice is already recorded, and an invoice is recorded only once. If that record "
                    + "is wrong, withdraw it first."
            )
        );

    /// <summary>The action on a receipt is reserved for the organisation that received the money.</summary>
    public static ProblemKind PayeeOnly { get; } =
        new(
            "payee_only",
            403,
            new(
                "“{action}”只能由收款单位办理；请由收款单位的人员登录后办理。",
                "Only the payee can {action}. A user of the payee must sign in and do this."
            )
        );

    /// <summary>A receipt or refund is confirmed by the paying organisation or by a finance officer.</summary>
    public static ProblemKind PayerOrFinanceOnly { get; } =
        new(
            "payer_or_finance_only",
            403,
            new(
                "到账和退款只能由该笔到账的付款单位（退款时为收回款项的一方）或者财政经办人确认；请与其联系。",
                "A receipt, and a refund of it, can be confirmed only by the party that paid the receipt or by a finance officer. "
                    + "Contact one of them."
            )
        );

    /// <summary>A receipt cannot be confirmed, because it no longer matches its contracts, for instance their value.</summary>
    public static ProblemKind ReceiptNotConfirmable { get; } =
        new(
            "receipt_not_confirmable",
            409,
            new(
                "该笔到账款项与合同现状不符，不能确认；请由收款单位核对、撤回后重新登记。",
                "The receipt does not match the current state of its contracts and cannot be confirmed. The payee must check it, "
                    + "withdraw it and record it again."
            )
        );

    /// <summary>A receipt cannot be confirmed while files that it lists as evidence have not been uploaded.</summary>
    public static ProblemKind ReceiptAttachmentsMissing { get; } =
        new(
            "receipt_papers_missing",
            409,
            new(
                "收款单位声明的凭证还有{count}份未上传，暂不能确认；请先上传。",
                "{count} of the vouchers listed by the payee have not been uploaded, so the receipt cannot be confirmed. Upload them first."
            )
        );

    /// <summary>A confirmation was sent for a confirmed receipt that has no pending refund.</summary>
    public static ProblemKind NothingToConfirm { get; } =
        new(
            "nothing_to_confirm",
            409,
            new(
                "该笔到账款项没有待确认的事项；请刷新后查看当前状态。",
                "Nothing on this receipt is waiting for confirmation. Refresh to see its current status."
            )
        );

    /// <summary>The receipt has a refund that has not been confirmed yet.</summary>
    public static ProblemKind RefundPending { get; } =
        new(
            "refund_pending",
            409,
            new(
                "该笔到账款项已有一笔退款待确认；请先确认或者撤回该笔退款。",
                "A refund of this receipt is waiting for confirmation. Confirm or withdraw it first."
            )
        );

    /// <summary>The technical income (技术性收入) of every part of the receipt has been determined already.</summary>
    public static ProblemKind NoTechnicalIncomeToAssess { get; } =
        new(
            "nothing_to_settle",
            409,
            new(
                "该笔到账款项没有待核定的技术性收入；请刷新后查看当前状态。",
                "This receipt has no technical income to assess. Refresh to see its current status."
            )
        );

    /// <summary>The technical income of a receipt cannot be determined while the contract's value is undetermined.</summary>
    public static ProblemKind ValueUndetermined { get; } =
        new(
            "value_undetermined",
            409,
            new(
                "合同价款待定，不能核定技术性收入；请在价款确定并办理变更登记后办理。",
                "The contract's value is undetermined, so the technical income cannot be assessed. Try again when it has been "
                    + "determined and registered."
            )
        );

    /// <summary>The income assessment (技术性收入核定表) of a receipt is available only after its confirmation.</summary>
    public static ProblemKind ReceiptNotConfirmed { get; } =
        new(
            "receipt_not_confirmed",
            409,
            new(
                "该笔到账款项尚未确认，不能出具技术性收入核定表；请先由付款单位或者财政经办人确认。",
                "The receipt is not confirmed, so no assessment of technical income can be issued. The payer or a finance "
                    + "officer must confirm it first."
            )
        );

    /// <summary>No part of the receipt is allocated to the contract in the request.</summary>
    public static ProblemKind ReceiptOfOtherContract { get; } =
        new(
            "receipt_of_other_contract",
            422,
            new(
                "该笔到账款项未分配到本合同；请核对到账编号。",
                "No part of this receipt is allocated to this contract. Check the receipt's number."
            )
        );
}
