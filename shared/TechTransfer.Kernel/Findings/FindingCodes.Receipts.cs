namespace TechTransfer.Kernel.Findings;

#pragma warning disable CS1591 // The text of each code is its documentation.
public static partial class FindingCodes
{
    public static FindingCode AllocationsMissing { get; } =
        new("allocations_missing", new("到账没有分配到合同。", "The receipt is not allocated to a contract."));
    public static FindingCode AllocationsDiffer { get; } =
        new("allocations_differ", new("各项合计与到账金额不符。", "The allocations do not add up to the receipt."));
    public static FindingCode ContractRepeated { get; } =
        new("contract_repeated", new("同一合同重复列出。", "The same contract is listed twice."));
    public static FindingCode ContractUnknown { get; } =
        new(
            "contract_unknown",
            new("合同不存在，或者所代表的单位不是其当事人。", "The contract does not exist, or the organisation is not a party to it.")
        );
    public static FindingCode ContractNotRegistered { get; } =
        new("contract_not_registered", new("合同当前不是已登记状态。", "The contract is not registered at present."));
    public static FindingCode PayerMissing { get; } = new("payer_missing", new("没有填写付款单位。", "The payer is missing."));
    public static FindingCode PayerNotBuyer { get; } =
        new("payer_not_buyer", new("付款方不是合同的买方。", "The payer is not a buyer of the contract."));
    public static FindingCode PayeeNotSeller { get; } =
        new("payee_not_seller", new("收款方不是合同的卖方。", "The payee is not a seller of the contract."));
    public static FindingCode PayeeAbroad { get; } =
        new(
            "payee_abroad",
            new("合同的卖方均在境外，不办理到账登记。", "All sellers of the contract are abroad, so no receipt is recorded.")
        );
    public static FindingCode PaidInShares { get; } =
        new("paid_in_shares", new("以股权作价支付的合同没有到账款项。", "A contract that is paid in shares has no receipts."));
    public static FindingCode ReceivedBeforeSigning { get; } =
        new("received_before_signing", new("到账日早于合同签订日。", "The money was received before the contract was signed."));
    public static FindingCode DateInFuture { get; } = new("date_in_future", new("日期晚于今天。", "A date is after today."));
    public static FindingCode DateOutOfRange { get; } =
        new("date_out_of_range", new("日期超出允许的范围。", "A date is outside the permitted range."));
    public static FindingCode InvoiceNumberMalformed { get; } =
        new("invoice_number_malformed", new("发票号码的格式不正确。", "An invoice number is malformed."));
    public static FindingCode BankReferenceMalformed { get; } =
        new("bank_reference_malformed", new("银行回单号的格式不正确。", "A bank reference is malformed."));
    public static FindingCode UnknownAttachmentKind { get; } =
        new("unknown_paper", new("凭证种类不存在。", "The kind of voucher does not exist."));
    public static FindingCode AttachmentRepeated { get; } =
        new("paper_repeated", new("凭证的种类和名称重复。", "Two vouchers have the same kind and name."));
    public static FindingCode TechnicalAboveAmount { get; } =
        new("technical_above_amount", new("技术性收入超过本项金额。", "The technical income exceeds the allocated amount."));
    public static FindingCode TechnicalAboveProRata { get; } =
        new("technical_above_pro_rata", new("技术性收入高于按比例计算的数额。", "The technical income is above its pro-rata share."));
    public static FindingCode TechnicalExceeded { get; } =
        new(
            "technical_exceeded",
            new("累计技术性收入超过合同的技术交易额。", "The cumulative technical income exceeds the technical amount of the contract.")
        );
    public static FindingCode ValueExceeded { get; } =
        new("value_exceeded", new("累计到账超过合同成交额。", "The cumulative receipts exceed the contract value."));
    public static FindingCode RefundExceedsReceipt { get; } =
        new("refund_exceeds_receipt", new("退款超过到账余额。", "A refund exceeds the remaining amount of the receipt."));
    public static FindingCode RefundedBeforeReceived { get; } =
        new("refunded_before_received", new("退款日早于到账日。", "A refund is dated before the receipt."));
}
