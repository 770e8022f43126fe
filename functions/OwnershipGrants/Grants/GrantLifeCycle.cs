using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;
using static TechTransfer.OwnershipGrants.Achievements.GrantStatus;

namespace TechTransfer.OwnershipGrants.Grants;

/// <param name="Grant">The grant as of today: the end of its notice or term is applied even before it is stored.</param>
public sealed record OpenGrant(Achievement State, Grant Grant, GrantRules Rules);

/// <summary>The life cycle of a grant: who may do what in which status. <c>docs/grants.md</c> documents it.</summary>
public static class GrantLifeCycle
{
    private static readonly Actor<OpenGrant> Office = new(
        new("单位成果转化机构", "the organisation's technology transfer office"),
        (grant, caller, _) => Access.Office(grant.State, caller)
    );

    private static readonly LifeCycle<OpenGrant, GrantStatus> Cycle = new(grant => grant.Grant.Status, status => status.Name());

    private static readonly Dictionary<GrantAction, LifeAction<OpenGrant, GrantStatus>> ByAction = new (
        GrantAction Action,
        GrantStatus[] From,
        GrantStatus[] To
    )[]
    {
        (GrantAction.Check, [Applied], [GrantStatus.FormChecked, Refused]),
        (GrantAction.ClearTitle, [GrantStatus.FormChecked], [TitleCleared, Refused]),
        (GrantAction.Appraise, [TitleCleared], [Appraised]),
        (GrantAction.Decide, [Appraised], [Decided, Refused]),
        (GrantAction.Publish, [Decided], [OnNotice]),
        (GrantAction.Object, [OnNotice, Objected], [Objected]),
        (GrantAction.Resolve, [Objected], [Objected, OnNotice, Decided, Refused]),
        (GrantAction.Sign, [NoticeEnded], [Signed]),
        (GrantAction.RecordRightHolder, [Signed], [Signed, GrantStatus.RightHolderRecorded]),
        (GrantAction.EnterIntoForce, [Signed, GrantStatus.RightHolderRecorded], [InForce]),
        (
            GrantAction.Convert,
            [Signed, GrantStatus.RightHolderRecorded, InForce, Extended],
            [Signed, GrantStatus.RightHolderRecorded, InForce, Extended]
        ),
        (GrantAction.Extend, [InForce, Extended], [Extended]),
        (GrantAction.ReportYear, [InForce, Extended, Ended], [InForce, Extended, Ended]),
        (GrantAction.TakeBack, [InForce, Extended], [TakenBack]),
        (GrantAction.Terminate, [Signed, GrantStatus.RightHolderRecorded, InForce, Extended], [Terminated]),
        (
            GrantAction.Withdraw,
            [Applied, GrantStatus.FormChecked, TitleCleared, Appraised, Decided, OnNotice, Objected, NoticeEnded],
            [Withdrawn]
        ),
    }.ToDictionary(a => a.Action, a => Add(a.Action, a.From, a.To));

    public static IReadOnlyList<LifeAction<OpenGrant, GrantStatus>> All => Cycle.Actions;

    public static LifeAction<OpenGrant, GrantStatus> Of(GrantAction action) => ByAction[action];

    private static LifeAction<OpenGrant, GrantStatus> Add(
        GrantAction action,
        IReadOnlyList<GrantStatus> from,
        IReadOnlyList<GrantStatus> to
    ) => Cycle.Add(Json.EnumName(action), action.Name(), Office, from, to, grant => OtherPersons(grant, action));

    private static IEnumerable<EarlierAct> OtherPersons(OpenGrant grant, GrantAction action) =>
        from step in grant.Rules.SecondPerson.Steps
        where step.Action == action
        select new EarlierAct(step.After.Name(), grant.Grant.Acts.GetValueOrDefault(step.After)?.Subject);
}
