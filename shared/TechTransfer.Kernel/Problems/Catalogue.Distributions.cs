namespace TechTransfer.Kernel;

public static partial class Catalogue
{
    /// <summary>The grant gives no part of this income.</summary>
    public static ProblemKind GrantNotInForceThen { get; } =
        new(
            "grant_not_in_force_then",
            409,
            new(
                "收入取得之日（{day}），该项赋权不在有效期内，不能据此分配。",
                "On the day of the income ({day}) this grant was not in force: nothing is distributed under it."
            )
        );

    /// <summary>The same income was distributed before.</summary>
    public static ProblemKind IncomeDistributedAlready { get; } =
        new(
            "income_distributed_already",
            409,
            new(
                "该笔收入已有分配“{distribution}”；一笔收入只分配一次，后续到账请另行登记。",
                "This income has the distribution '{distribution}' already; an income is distributed once, and money that comes later makes another one."
            )
        );

    /// <summary>The draft was worked out before something changed.</summary>
    public static ProblemKind FiguresOutdated { get; } =
        new(
            "figures_outdated",
            409,
            new(
                "分配方案测算之后，协议或团队份额有变化；请重新测算（修改草案）后再公示。",
                "The agreement or the team's shares changed after the draft was worked out: revise the draft, then publish it."
            )
        );

    /// <summary>The public notice still runs.</summary>
    public static ProblemKind DistributionNoticeRuns { get; } =
        new(
            "distribution_notice_runs",
            409,
            new("公示期至 {until} 届满，次日起方可批准。", "The public notice runs to the end of {until}: approve it from the day after.")
        );

    /// <summary>The public notice is over.</summary>
    public static ProblemKind DistributionNoticeOver { get; } =
        new(
            "distribution_notice_over",
            409,
            new("公示期已于 {until} 届满，不再受理异议。", "The public notice ended on {until}: objections are not taken any more.")
        );

    /// <summary>Nothing is left to pay.</summary>
    public static ProblemKind NothingLeftToPay { get; } =
        new("nothing_left_to_pay", 409, new("该分配已全部发放，没有待发放金额。", "Everything on this distribution is paid."));

    /// <summary>An achievement holds so many distributions.</summary>
    public static ProblemKind TooManyDistributions { get; } =
        new("too_many_distributions", 409, new("一项成果最多登记 {most} 笔分配。", "An achievement holds at most {most} distributions."));
}
