using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants;

/// <param name="Grant">The grant as of today: the end of its notice or term is applied even before it is stored.</param>
public sealed record GrantStep(Achievement State, Grant Grant, GrantRules Rules, GrantAction Action, Caller Caller, DateTimeOffset Now)
{
    public DateOnly Today => Now.ChinaDate();

    /// <summary>
    /// Checks that the caller is the organisation's office, that the grant exists and its status allows the action, and that the caller is
    /// another person where the rule set requires one.
    /// </summary>
    public static Outcome<GrantStep> Open(
        Achievement state,
        string grantId,
        GrantAction action,
        Caller caller,
        GrantRuleBook book,
        DateTimeOffset now
    )
    {
        if (state.Grants.FirstOrDefault(g => g.Id == grantId) is not { } stored)
            return Access.Office(state, caller) ?? Problem.Of(Catalogue.NotFound);
        var grant = GrantClock.At(stored, now.ChinaDate());
        var rules = book.Pinned(grant.RuleSet);
        if (GrantLifeCycle.Of(action).Against(new(state, grant, rules, now.ChinaDate()), caller) is { } refused)
            return refused;
        return new GrantStep(state, grant, rules, action, caller, now);
    }

    public Change<Achievement> Close(Grant after, GrantEvent happened) =>
        new(State.With(after with { Acts = new Dictionary<GrantAction, Act>(after.Acts) { [Action] = Act.Of(Caller, Now) } }), happened);

    /// <summary>Ends a step that changed more of the achievement than the grant, such as its conversions.</summary>
    public Change<Achievement> Close(Grant after, Change<Achievement> change) =>
        new(
            change.State.With(after with { Acts = new Dictionary<GrantAction, Act>(after.Acts) { [Action] = Act.Of(Caller, Now) } }),
            change.Event
        );

    public LedgerLine Line(string zh, string en, Yuan? amount = null, params ReadOnlySpan<string?> documents) =>
        new("grant", new(zh, en), Grant.Id, amount, LedgerLines.Documents(documents));
}
