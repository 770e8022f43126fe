namespace TechTransfer.Kernel;

public static partial class Catalogue
{
    /// <summary>The payer's invoice stands on another receipt.</summary>
    public static ProblemKind DuplicateInvoice { get; } =
        new(
            "duplicate_invoice",
            409,
            new(
                "该付款方的这张发票已登记过到账，一张发票只登记一次；如前一笔登记有误，请先撤回。",
                "A receipt with this payer's invoice number is on record; an invoice is recorded once. If that record is wrong, withdraw it first."
            )
        );

    /// <summary>Only the payee may do this.</summary>
    public static ProblemKind PayeeOnly { get; } =
        new("payee_only", 403, new("只有收款单位可以执行“{action}”。", "Only the payee may {action}."));

    /// <summary>Only the payer or a finance officer may do this.</summary>
    public static ProblemKind PayerOrFinanceOnly { get; } =
        new(
            "payer_or_finance_only",
            403,
            new("到账和退款只能由付款单位或财政人员确认。", "Receipts and refunds are confirmed by the payer or a finance officer.")
        );

    /// <summary>The receipt does not fit its contracts any more.</summary>
    public static ProblemKind ReceiptNotConfirmable { get; } =
        new(
            "receipt_not_confirmable",
            409,
            new(
                "该笔到账与合同现状不符，不能确认；请收款单位核对后撤回重报。",
                "The receipt does not fit its contracts as they stand and cannot be confirmed: the payee should check it, withdraw it and record it anew."
            )
        );

    /// <summary>Papers that were announced are not there.</summary>
    public static ProblemKind ReceiptPapersMissing { get; } =
        new(
            "receipt_papers_missing",
            409,
            new(
                "收款单位声明的 {count} 份凭证尚未上传，暂不能确认。",
                "{count} of the papers that the payee announced are not uploaded yet: the receipt cannot be confirmed."
            )
        );

    /// <summary>There is nothing that waits for a confirmation.</summary>
    public static ProblemKind NothingToConfirm { get; } =
        new("nothing_to_confirm", 409, new("该笔到账没有待确认的事项。", "Nothing on this receipt waits for a confirmation."));

    /// <summary>A refund waits already.</summary>
    public static ProblemKind RefundPending { get; } =
        new(
            "refund_pending",
            409,
            new(
                "该笔到账已有一笔退款待确认，请先确认或撤回。",
                "A refund of this receipt waits for its confirmation: confirm or withdraw that first."
            )
        );

    /// <summary>No technical part is open.</summary>
    public static ProblemKind NothingToSettle { get; } =
        new("nothing_to_settle", 409, new("该笔到账没有待核定的技术部分。", "No technical part of this receipt is open."));

    /// <summary>The price is still open.</summary>
    public static ProblemKind ValueUndetermined { get; } =
        new(
            "value_undetermined",
            409,
            new(
                "合同金额尚未确定，金额确定并变更登记后才能核定技术部分。",
                "The contract's value is still undetermined: the technical part follows once it is settled and registered."
            )
        );

    /// <summary>Figures of a receipt that is not confirmed.</summary>
    public static ProblemKind ReceiptNotConfirmed { get; } =
        new(
            "receipt_not_confirmed",
            409,
            new(
                "该笔到账尚未确认，不能出具技术性收入核定数据。",
                "The receipt is not confirmed: it gives no figures for the income assessment sheet."
            )
        );

    /// <summary>The receipt has no part in this contract.</summary>
    public static ProblemKind ReceiptOfOtherContract { get; } =
        new("receipt_of_other_contract", 422, new("该笔到账未分配到本合同。", "No part of this receipt is allocated to this contract."));
}
