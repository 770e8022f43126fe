using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;
using static TechTransfer.OwnershipGrants.Achievements.GrantStatus;

namespace TechTransfer.OwnershipGrants.Grants;

/// <param name="Grant">The grant as of today: the end of its notice or term is applied even before it is stored.</param>
/// <param name="Today">Today in China.</param>
public sealed record OpenGrant(Achievement State, Grant Grant, GrantRules Rules, DateOnly Today);

/// <summary>The life cycle of a grant: who may do what in which status. <c>docs/grants.md</c> documents it.</summary>
public static class GrantLifeCycle
{
    private static readonly Actor<OpenGrant> Office = new(
        new("单位成果转化机构", "the organisation's technology transfer office"),
        (grant, caller, _) => Access.Office(grant.State, caller),
        new("单位成果转化机构的其他人员", "another person of the office")
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

    // The steps of a grant until it is in force; the later ones are up to the office.
    private static readonly GrantAction[] Awaited =
    [
        GrantAction.Check,
        GrantAction.ClearTitle,
        GrantAction.Appraise,
        GrantAction.Decide,
        GrantAction.Publish,
        GrantAction.Resolve,
        GrantAction.Sign,
        GrantAction.RecordRightHolder,
        GrantAction.EnterIntoForce,
    ];

    public static IReadOnlyList<LifeAction<OpenGrant, GrantStatus>> All => Cycle.Actions;

    public static LifeAction<OpenGrant, GrantStatus> Of(GrantAction action) => ByAction[action];

    /// <summary>The actions for an answer about the grant; see <c>LifeCycle.ActionsFor</c>.</summary>
    public static IReadOnlyList<ActionView> ActionsFor(OpenGrant grant, Caller caller) =>
        Cycle.ActionsFor(grant, caller, $"/api/grants/{grant.Grant.Id}");

    /// <summary>The actions for the grant's line in a list; see <c>LifeCycle.ListedFor</c>.</summary>
    public static IReadOnlyList<ListedActions> ListedFor(Achievement state, Grant grant, GrantRules rules)
    {
        DateOnly?[] days = [GrantClock.DueOn(grant)?.AddDays(1), grant.InForceOn is null ? null : Grants.TakeBack.EarliestOn(grant, rules)];
        return Cycle.ListedFor(
            new(state.Organisation, [], grant.Acts.Values.Select(act => act.Subject)),
            On(DateOnly.MinValue),
            [.. days.OfType<DateOnly>().Distinct().Order().Select(day => (day, On(day)))]
        );

        OpenGrant On(DateOnly day) => new(state, GrantClock.At(grant, day), rules, day);
    }

    private static LifeAction<OpenGrant, GrantStatus> Add(
        GrantAction action,
        IReadOnlyList<GrantStatus> from,
        IReadOnlyList<GrantStatus> to
    ) =>
        Cycle.Add(
            Json.EnumName(action),
            action.Name(),
            Office,
            from,
            to,
            grant => OtherPersons(grant, action),
            needs: [(grant, _) => Unmet(grant, action)],
            awaited: grant => Awaited.Contains(action) && grant.State.Status != AchievementStatus.Closed,
            route: action == GrantAction.Convert ? "conversions" : null
        );

    private static IEnumerable<EarlierAct> OtherPersons(OpenGrant grant, GrantAction action) =>
        from step in grant.Rules.SecondPerson.Steps
        where step.Action == action
        select new EarlierAct(step.After.Name(), grant.Grant.Acts.GetValueOrDefault(step.After)?.Subject);

    private static Problem? Unmet(OpenGrant open, GrantAction action)
    {
        var (state, grant, rules, today) = open;
        switch (action)
        {
            case GrantAction.RecordRightHolder when !RecordRightHolder.Needed(state, grant):
                return Problem.Of(Catalogue.RightHolderStays);
            case GrantAction.EnterIntoForce when grant.Status == Signed && RecordRightHolder.Needed(state, grant):
                return Problem.Of(Catalogue.RightHolderMissing);
            case GrantAction.Extend when grant.EndsOn is null:
                return Problem.Of(Catalogue.NoTerm);
            case GrantAction.Extend when rules.Extension.NeedsConversion && !ConversionsInForce.Any(state, grant.Id):
                return Problem.Of(Catalogue.NoConversionYet);
            case GrantAction.TakeBack when ConversionsInForce.Any(state, grant.Id):
                return Problem.Of(Catalogue.Converted);
            case GrantAction.TakeBack when TakeBack.EarliestOn(grant, rules) is var earliest && today < earliest:
                return Problem.Of(Catalogue.TakeBackTooEarly, ("on", earliest), ("citation", rules.TakeBack.Citation.AsReference()));
            default:
                return null;
        }
    }
}
