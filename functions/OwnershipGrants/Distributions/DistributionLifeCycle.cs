using TechTransfer.OwnershipGrants.Achievements;
using static TechTransfer.OwnershipGrants.Achievements.DistributionStatus;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>
/// The life cycle of a distribution: who may do what in which status. docs/distributions.md documents it, with the changes that refunds
/// and the end of a contract cause.
/// </summary>
public static class DistributionLifeCycle
{
    private static readonly Actor<Distribution> Office = new(
        new("单位成果转化机构", "the organisation's technology transfer office"),
        (distribution, caller, _) => Access.Office(distribution, caller)
    );

    private static readonly LifeCycle<Distribution, DistributionStatus> Cycle = new(distribution => distribution.Status, Name);

    public static LifeAction<Distribution, DistributionStatus> Revise { get; } =
        Cycle.Add("revise", new("修改草案", "revise the draft"), Office, [Draft], [Draft]);

    public static LifeAction<Distribution, DistributionStatus> Publish { get; } =
        Cycle.Add("publish", new("公示", "publish"), Office, [Draft], [OnNotice]);

    public static LifeAction<Distribution, DistributionStatus> Object { get; } =
        Cycle.Add("object", new("提出异议", "raise an objection"), Office, [OnNotice], [Objected]);

    public static LifeAction<Distribution, DistributionStatus> Resolve { get; } =
        Cycle.Add("resolve", new("处理异议", "resolve the objection"), Office, [Objected], [OnNotice, Draft]);

    /// <summary>If nothing has to be paid, the approval leads directly to Paid.</summary>
    public static LifeAction<Distribution, DistributionStatus> Approve { get; } =
        Cycle.Add(
            "approve",
            new("批准", "approve"),
            Office,
            [OnNotice],
            [Approved, Paid],
            distribution =>
                distribution.PreparedBy.Select(subject => new EarlierAct(
                    new("编制、公示分配方案", "prepare and publish the distribution"),
                    subject
                ))
        );

    public static LifeAction<Distribution, DistributionStatus> Pay { get; } =
        Cycle.Add("pay", new("发放", "pay"), Office, [Approved, Recovering], [Approved, Recovering, Paid]);

    public static LifeAction<Distribution, DistributionStatus> Recover { get; } =
        Cycle.Add("recover", new("登记退回", "record a repayment"), Office, [Recovering], [Recovering, Approved, Paid, ClawedBack]);

    public static LifeAction<Distribution, DistributionStatus> Withdraw { get; } =
        Cycle.Add("withdraw", new("撤回", "withdraw"), Office, [Draft, OnNotice, Objected], [Withdrawn]);

    /// <summary>Possible in every status but Withdrawn; does not change the status.</summary>
    public static LifeAction<Distribution, DistributionStatus> StateEvidence { get; } =
        Cycle.Add(
            "evidence",
            new("填报条件佐证", "state evidence"),
            Office,
            [Draft, OnNotice, Objected, Approved, Paid, Recovering, ClawedBack],
            [Draft, OnNotice, Objected, Approved, Paid, Recovering, ClawedBack]
        );

    public static IReadOnlyList<LifeAction<Distribution, DistributionStatus>> All => Cycle.Actions;

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
