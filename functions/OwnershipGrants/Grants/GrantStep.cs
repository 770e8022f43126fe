using TechTransfer.Kernel;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants;

/// <summary>A step on a grant, as far as it is the same for all steps.</summary>
/// <param name="State">The achievement.</param>
/// <param name="Grant">The grant as it stands today, whatever time alone has brought about included.</param>
/// <param name="Rules">Its rule set.</param>
public sealed record GrantStep(Achievement State, Grant Grant, GrantRules Rules, GrantAction Action, Caller Caller, DateTimeOffset Now)
{
    public DateOnly Today => Now.ChinaDate();

    /// <summary>The statuses in which each action is possible: <c>docs/grants.md</c> shows them.</summary>
    public static IReadOnlyDictionary<GrantAction, IReadOnlyList<GrantStatus>> From { get; } = new Dictionary<GrantAction, IReadOnlyList<GrantStatus>>
    {
        [GrantAction.Check] = [GrantStatus.Applied],
        [GrantAction.ClearTitle] = [GrantStatus.FormChecked],
        [GrantAction.Appraise] = [GrantStatus.TitleCleared],
        [GrantAction.Decide] = [GrantStatus.Appraised],
        [GrantAction.Publish] = [GrantStatus.Decided],
        [GrantAction.Object] = [GrantStatus.OnNotice, GrantStatus.Objected],
        [GrantAction.Resolve] = [GrantStatus.Objected],
        [GrantAction.Sign] = [GrantStatus.NoticeEnded],
        [GrantAction.RecordRightHolder] = [GrantStatus.Signed],
        [GrantAction.EnterIntoForce] = [GrantStatus.Signed, GrantStatus.RightHolderRecorded],
        [GrantAction.Extend] = [GrantStatus.InForce, GrantStatus.Extended],
        [GrantAction.ReportYear] = [GrantStatus.InForce, GrantStatus.Extended, GrantStatus.Ended],
        [GrantAction.TakeBack] = [GrantStatus.InForce, GrantStatus.Extended],
        [GrantAction.Terminate] = [GrantStatus.Signed, GrantStatus.RightHolderRecorded, GrantStatus.InForce, GrantStatus.Extended],
        [GrantAction.Withdraw] =
        [
            GrantStatus.Applied, GrantStatus.FormChecked, GrantStatus.TitleCleared, GrantStatus.Appraised, GrantStatus.Decided, GrantStatus.OnNotice, GrantStatus.Objected, GrantStatus.NoticeEnded,
        ],
        [GrantAction.Convert] = [GrantStatus.Signed, GrantStatus.RightHolderRecorded, GrantStatus.InForce, GrantStatus.Extended],
    };

    /// <summary>Opens a step: the caller's office, the grant, its status, and that the caller is another person where the rules want one.</summary>
    public static Outcome<GrantStep> Open(Achievement state, string grantId, GrantAction action, Caller caller, GrantRuleBook book, DateTimeOffset now)
    {
        if (Access.Office(state, caller) is { } refused) return refused;
        if (state.Grants.FirstOrDefault(g => g.Id == grantId) is not { } stored) return Problem.Of(Catalogue.NotFound);
        var grant = GrantClock.At(stored, now.ChinaDate());
        if (!From[action].Contains(grant.Status)) return Problem.Of(Catalogue.WrongState, ("status", grant.Status.Name()), ("action", action.Name()));
        var rules = book.Pinned(grant.RuleSet);
        foreach (var step in rules.SecondPerson.Steps.Where(s => s.Action == action))
        {
            if (grant.Acts.TryGetValue(step.After, out var act) && act.Subject == caller.Subject) return Problem.Of(Catalogue.TwoPersonRule, ("done", step.After.Name()), ("action", action.Name()));
        }
        return new GrantStep(state, grant, rules, action, caller, now);
    }

    /// <summary>The step's end: the grant as it is after it, with who did it, and the event.</summary>
    public Change<Achievement> Close(Grant after, GrantEvent happened) =>
        new(State.With(after with { Acts = new Dictionary<GrantAction, Act>(after.Acts) { [Action] = Act.Of(Caller, Now) } }), happened);

    /// <summary>The end of a step that changed more of the achievement than the grant.</summary>
    public Change<Achievement> Close(Grant after, Change<Achievement> change) =>
        new(change.State.With(after with { Acts = new Dictionary<GrantAction, Act>(after.Acts) { [Action] = Act.Of(Caller, Now) } }), change.Event);

    /// <summary>A line of the ledger about this grant.</summary>
    public LedgerLine Line(string zh, string en, Yuan? amount = null, params ReadOnlySpan<string?> documents) =>
        new("grant", new(zh, en), Grant.Id, amount, LedgerLines.Documents(documents));
}
