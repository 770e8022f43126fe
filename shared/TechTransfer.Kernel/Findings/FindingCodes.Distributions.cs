namespace TechTransfer.Kernel.Findings;

#pragma warning disable CS1591 // The text of each code is its documentation.
public static partial class FindingCodes
{
    public static FindingCode AgreedShareMissing { get; } =
        new("agreed_share_missing", new("没有填写约定的营业利润提取比例。", "The agreed share of the operating profit is missing."));
    public static FindingCode AgreedShareNotForeseen { get; } =
        new("agreed_share_not_foreseen", new("该项收入不另填比例。", "This income states no share of its own."));
    public static FindingCode AgreementBelowFloor { get; } =
        new("agreement_below_floor", new("约定比例低于参考比例。", "The agreed share is below the reference share."));
    public static FindingCode ProductionDayMissing { get; } =
        new("production_day_missing", new("没有填写投产日。", "The day on which production started is missing."));
    public static FindingCode ProductionDayNotForeseen { get; } =
        new("production_day_not_foreseen", new("该项收入不填投产日。", "This income states no day of production."));
    public static FindingCode EquityShareMissing { get; } =
        new("equity_share_missing", new("没有填写股权比例。", "The share in the company is missing."));
    public static FindingCode EquityShareNotForeseen { get; } =
        new("equity_share_not_foreseen", new("该项收入不填股权比例。", "This income states no share in a company."));
    public static FindingCode DeductionsNotForeseen { get; } =
        new("deductions_not_foreseen", new("该项收入不列扣除项。", "This income takes no deductions."));
    public static FindingCode DeductionsExceedIncome { get; } =
        new("deductions_exceed_income", new("扣除项合计超过收入。", "The deductions exceed the income."));
    public static FindingCode NotDeductible { get; } =
        new("not_deductible", new("该项不得从收入中扣除。", "This is not deducted from income."));
    public static FindingCode IncomeBeforeRules { get; } =
        new("income_before_rules", new("收入日早于可适用的规则。", "The income lies before the first rules."));
    public static FindingCode IncomeIsAReceipts { get; } =
        new(
            "income_is_a_receipts",
            new("金额来自已确认的到账，不能在此修改。", "The amount is a confirmed receipt's and is not changed here.")
        );
    public static FindingCode LeaderIsPublished { get; } =
        new("leader_is_published", new("领导人员须在公示中注明。", "The notice must name a leader among the recipients."));
    public static FindingCode LeaderTakesShares { get; } =
        new("leader_takes_shares", new("该职级的领导人员原则上不获取股权激励。", "A leader of this rank takes no shares as a rule."));
    public static FindingCode MainContributorsBelowHalf { get; } =
        new("main_contributors_below_half", new("主要贡献人员的比例低于规定。", "The main contributors get less than the rules want."));
    public static FindingCode YearsOfUseOver { get; } =
        new("years_of_use_over", new("投产已超过规定的年限。", "The years after production started are over."));
    public static FindingCode PaymentsMissing { get; } = new("payments_missing", new("没有列出发放对象。", "No payments are listed."));
    public static FindingCode PaymentExceedsAward { get; } =
        new("payment_exceeds_award", new("发放超过待发放的金额。", "A payment exceeds what is due."));
    public static FindingCode RecoveryExceedsDifference { get; } =
        new("recovery_exceeds_difference", new("追回超过待追回的金额。", "A repayment exceeds what is owed."));
}
