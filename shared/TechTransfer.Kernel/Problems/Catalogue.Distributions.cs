namespace TechTransfer.Kernel.Problems;

public static partial class Catalogue
{
    /// <summary>Income cannot be distributed under a grant that was not in force on the day of the income.</summary>
    public static ProblemKind GrantNotInForceThen { get; } =
        new(
            "grant_not_in_force_then",
            409,
            new(
                "收入取得之日（{day}）该项赋权不在有效期内，不能据以分配；请核对收入日期和赋权。",
                "The grant was not in force on the day of the income ({day}), so nothing can be distributed under it. Check the "
                    + "day and the grant."
            )
        );

    /// <summary>The income has a distribution already; each income is distributed once.</summary>
    public static ProblemKind IncomeDistributedAlready { get; } =
        new(
            "income_distributed_already",
            409,
            new(
                "该笔收入已有分配“{distribution}”，一笔收入只分配一次；后续到账请另行登记。",
                "This income already has the distribution '{distribution}', and an income can be distributed only once. Record "
                    + "later receipts separately."
            )
        );

    /// <summary>A draft distribution cannot be published, because the agreement or the team's shares have changed since it was
    /// calculated.</summary>
    public static ProblemKind FiguresOutdated { get; } =
        new(
            "figures_outdated",
            409,
            new(
                "分配方案测算之后，协议或者团队份额有变化；请重新测算（修改草案）后再公示。",
                "The agreement or the team's shares have changed since the draft was calculated. Revise the draft, then publish it."
            )
        );

    /// <summary>A distribution cannot be approved before the end of its public notice (公示).</summary>
    public static ProblemKind DistributionNoticeRuns { get; } =
        new(
            "distribution_notice_runs",
            409,
            new(
                "公示期至{until}届满；请自次日起办理批准。",
                "The public notice runs until the end of {until}. Approve on or after the following day."
            )
        );

    /// <summary>An objection to a distribution was raised after the end of its public notice (公示).</summary>
    public static ProblemKind DistributionNoticeOver { get; } =
        new(
            "distribution_notice_over",
            409,
            new(
                "公示期已于{until}届满，不再受理异议；请联系成果完成人所在单位。",
                "The public notice ended on {until}, so objections are no longer accepted. Contact the organisation that owns "
                    + "the achievement."
            )
        );

    /// <summary>A payment was recorded without amounts for a distribution that has been paid completely.</summary>
    public static ProblemKind NothingLeftToPay { get; } =
        new(
            "nothing_left_to_pay",
            409,
            new(
                "该项分配已全部发放，没有待发放的金额，无需再办理。",
                "Everything in this distribution has been paid. There is nothing left to do."
            )
        );

    /// <summary>The achievement has reached the largest allowed number of distributions.</summary>
    public static ProblemKind TooManyDistributions { get; } =
        new(
            "too_many_distributions",
            409,
            new(
                "一项成果最多登记{most}笔分配；请合并小额收入后登记，或者联系运维人员。",
                "An achievement can have at most {most} distributions. Combine small incomes before recording them, or contact "
                    + "the operator."
            )
        );
}
