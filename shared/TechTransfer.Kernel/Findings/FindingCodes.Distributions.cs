namespace TechTransfer.Kernel.Findings;

#pragma warning disable CS1591 // The text of each code is its documentation.
public static partial class FindingCodes
{
    public static FindingCode AgreedShareMissing { get; } =
        new("agreed_share_missing", new("没有填写约定的营业利润提取比例。", "The agreed share of the operating profit is missing."));
    public static FindingCode AgreedShareNotForeseen { get; } =
        new("agreed_share_not_foreseen", new("该项收入不另填比例。", "No share is stated for this kind of income."));
    public static FindingCode AgreementBelowFloor { get; } =
        new("agreement_below_floor", new("约定比例低于参考比例。", "The agreed share is below the reference share."));
    public static FindingCode ProductionDayMissing { get; } =
        new("production_day_missing", new("没有填写投产日。", "The production start date is missing."));
    public static FindingCode ProductionDayNotForeseen { get; } =
        new("production_day_not_foreseen", new("该项收入不填投产日。", "No production start date is stated for this kind of income."));
    public static FindingCode EquityShareMissing { get; } =
        new("equity_share_missing", new("没有填写股权比例。", "The share in the company is missing."));
    public static FindingCode EquityShareNotForeseen { get; } =
        new("equity_share_not_foreseen", new("该项收入不填股权比例。", "No share in a company is stated for this kind of income."));
    public static FindingCode DeductionsNotForeseen { get; } =
        new("deductions_not_foreseen", new("该项收入不列扣除项。", "No deductions are stated for this kind of income."));
    public static FindingCode DeductionsExceedIncome { get; } =
        new("deductions_exceed_income", new("扣除项合计超过收入。", "The deductions exceed the income."));
    public static FindingCode NotDeductible { get; } =
        new("not_deductible", new("该项不得从收入中扣除。", "This item must not be deducted from income."));
    public static FindingCode IncomeBeforeRules { get; } =
        new(
            "income_before_rules",
            new("收入日期早于最早一版规则的施行日期。", "The date of the income is before the first rules took effect.")
        );
    public static FindingCode IncomeIsAReceipts { get; } =
        new(
            "income_is_a_receipts",
            new("金额来自已确认的到账，不能在此修改。", "The amount comes from a confirmed receipt and cannot be changed here.")
        );
    public static FindingCode LeaderIsPublished { get; } =
        new("leader_is_published", new("领导人员须在公示中注明。", "The notice must name a leader among the recipients."));
    public static FindingCode LeaderTakesShares { get; } =
        new(
            "leader_takes_shares",
            new("该职级的领导人员原则上不获取股权激励。", "A leader of this rank in principle does not receive equity incentives.")
        );
    public static FindingCode MainContributorsBelowHalf { get; } =
        new(
            "main_contributors_below_half",
            new("主要贡献人员的份额合计低于参考比例。", "The main contributors together receive less than the reference share.")
        );
    public static FindingCode YearsOfUseOver { get; } =
        new("years_of_use_over", new("投产已超过规定的年限。", "Production started longer ago than the years in the rules."));
    public static FindingCode PaymentsMissing { get; } = new("payments_missing", new("没有列出发放对象。", "No payments are listed."));
    public static FindingCode PaymentExceedsAward { get; } =
        new("payment_exceeds_award", new("发放超过待发放的金额。", "A payment exceeds the amount due."));
    public static FindingCode RecoveryExceedsDifference { get; } =
        new("recovery_exceeds_difference", new("追回超过待追回的金额。", "A repayment exceeds the amount to be repaid."));
}
