using TechTransfer.OwnershipGrants.Achievements;
using static TechTransfer.OwnershipGrants.Achievements.DistributionStatus;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>
/// The life cycle of a distribution: who may do what in which status. docs/distributions.md documents it, with the changes that refunds
/// and the end of a contract cause.
/// </summary>
public static class DistributionLifeCycle
{
    private static readonly Actor<OpenDistribution> Office = new(
        new("单位成果转化机构", "the organisation's technology transfer office"),
        (open, caller, _) => Access.Office(open.State, caller),
        new("单位成果转化机构的其他人员", "another person of the office")
    );

    private static readonly LifeCycle<OpenDistribution, DistributionStatus> Cycle = new(open => open.State.Status, Name);

    public static LifeAction<OpenDistribution, DistributionStatus> Revise { get; } =
        Cycle.Add("revise", new("修改草案", "revise the draft"), Office, [Draft], [Draft], route: "");

    public static LifeAction<OpenDistribution, DistributionStatus> Publish { get; } =
        Cycle.Add("publish", new("公示", "publish"), Office, [Draft], [OnNotice], awaited: IsOpen);

    public static LifeAction<OpenDistribution, DistributionStatus> Object { get; } =
        Cycle.Add("object", new("提出异议", "raise an objection"), Office, [OnNotice], [Objected], needs: [NoticeRuns]);

    public static LifeAction<OpenDistribution, DistributionStatus> Resolve { get; } =
        Cycle.Add("resolve", new("处理异议", "resolve the objection"), Office, [Objected], [OnNotice, Draft], awaited: IsOpen);

    /// <summary>If nothing has to be paid, the approval leads directly to Paid.</summary>
    public static LifeAction<OpenDistribution, DistributionStatus> Approve { get; } =
        Cycle.Add(
            "approve",
            new("批准", "approve"),
            Office,
            [OnNotice],
            [Approved, Paid],
            open =>
                open.State.PreparedBy.Select(subject => new EarlierAct(
                    new("编制、公示分配方案", "prepare and publish the distribution"),
                    subject
                )),
            needs: [NoticeIsOver],
            awaited: IsOpen
        );

    public static LifeAction<OpenDistribution, DistributionStatus> Pay { get; } =
        Cycle.Add(
            "pay",
            new("发放", "pay"),
            Office,
            [Approved, Recovering],
            [Approved, Recovering, Paid],
            needs: [SomethingToPay],
            awaited: IsOpen
        );

    public static LifeAction<OpenDistribution, DistributionStatus> Recover { get; } =
        Cycle.Add(
            "recover",
            new("登记退回", "record a repayment"),
            Office,
            [Recovering],
            [Recovering, Approved, Paid, ClawedBack],
            awaited: IsOpen
        );

    public static LifeAction<OpenDistribution, DistributionStatus> Withdraw { get; } =
        Cycle.Add("withdraw", new("撤回", "withdraw"), Office, [Draft, OnNotice, Objected], [Withdrawn]);

    /// <summary>Possible in every status but Withdrawn; does not change the status.</summary>
    public static LifeAction<OpenDistribution, DistributionStatus> StateEvidence { get; } =
        Cycle.Add(
            "evidence",
            new("填报条件佐证", "state evidence"),
            Office,
            [Draft, OnNotice, Objected, Approved, Paid, Recovering, ClawedBack],
            [Draft, OnNotice, Objected, Approved, Paid, Recovering, ClawedBack]
        );

    public static IReadOnlyList<LifeAction<OpenDistribution, DistributionStatus>> All => Cycle.Actions;

    /// <summary>The actions for an answer about the distribution; see <c>LifeCycle.ActionsFor</c>.</summary>
    public static IReadOnlyList<ActionView> ActionsFor(OpenDistribution open, Caller caller) =>
        Cycle.ActionsFor(open, caller, $"/api/distributions/{open.State.Id}");

    private static bool IsOpen(OpenDistribution open) => !open.State.Achievement.IsClosed;

    private static Problem? NoticeRuns(OpenDistribution open, Caller _) =>
        open.Today > open.Notice.Until ? Problem.Of(Catalogue.DistributionNoticeOver, ("until", open.Notice.Until)) : null;

    private static Problem? NoticeIsOver(OpenDistribution open, Caller _) =>
        open.Today <= open.Notice.Until ? Problem.Of(Catalogue.DistributionNoticeRuns, ("until", open.Notice.Until)) : null;

    private static Problem? SomethingToPay(OpenDistribution open, Caller _) =>
        open.State.Figures.Awards.Any(a => open.State.DueTo(a.Person) > Yuan.Zero) ? null : Problem.Of(Catalogue.NothingLeftToPay);

    private static Text Name(DistributionStatus status) =>
        status switch
        {
            Draft => new("草案", "draft"),
            OnNotice => new("公示中", "on public notice"),
            Objected => new("有异议", "objected"),
            Approved => new("已批准，待发放", "approved, awaiting payment"),
            Paid => new("已发放", "paid"),
            Recovering => new("待退回", "awaiting repayment"),
            ClawedBack => new("已退回", "repaid"),
            Withdrawn => new("已撤回", "withdrawn"),
        };
}
