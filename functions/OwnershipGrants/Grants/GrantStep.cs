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

    /// <summary>Opens a step: the caller's office, the grant, its status, and that the caller is another person where the rules want
    /// one.</summary>
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
        if (GrantLifeCycle.Of(action).Against(new(state, grant, rules), caller) is { } refused)
            return refused;
        return new GrantStep(state, grant, rules, action, caller, now);
    }

    /// <summary>The step's end: the grant as it is after it, with who did it, and the event.</summary>
    public Change<Achievement> Close(Grant after, GrantEvent happened) =>
        new(State.With(after with { Acts = new Dictionary<GrantAction, Act>(after.Acts) { [Action] = Act.Of(Caller, Now) } }), happened);

    /// <summary>The end of a step that changed more of the achievement than the grant.</summary>
    public Change<Achievement> Close(Grant after, Change<Achievement> change) =>
        new(
            change.State.With(after with { Acts = new Dictionary<GrantAction, Act>(after.Acts) { [Action] = Act.Of(Caller, Now) } }),
            change.Event
        );

    /// <summary>A line of the ledger about this grant.</summary>
    public LedgerLine Line(string zh, string en, Yuan? amount = null, params ReadOnlySpan<string?> documents) =>
        new("grant", new(zh, en), Grant.Id, amount, LedgerLines.Documents(documents));
}
