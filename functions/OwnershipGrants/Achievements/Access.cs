namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>Who may see and do what on an achievement; each check gives the problem that stands against it, or null.</summary>
internal static class Access
{
    /// <summary>The organisation's office, and auditors. To everybody else it does not exist.</summary>
    public static bool MaySee(Achievement state, Caller caller) => MaySee(state.Organisation, caller);

    /// <summary>Who may see what an organisation has: its achievements, and all that belongs to them.</summary>
    public static bool MaySee(string organisation, Caller caller) => caller.Is(Role.Auditor) || IsOffice(organisation, caller);

    /// <summary>Changes are the office's, while the achievement stands on the books.</summary>
    public static Problem? Office(Achievement state, Caller caller) =>
        Office(state.Organisation, state.Status == AchievementStatus.Closed, caller);

    /// <summary>The same for a distribution of the achievement.</summary>
    public static Problem? Office(Distribution state, Caller caller) => Office(state.Organisation, state.Achievement.IsClosed, caller);

    private static Problem? Office(string organisation, bool isClosed, Caller caller)
    {
        if (!IsOffice(organisation, caller))
            return MaySee(organisation, caller) ? Problem.Of(Catalogue.NotAllowed, ("roles", "office")) : Problem.Of(Catalogue.NotFound);
        return isClosed ? Problem.Of(Catalogue.AchievementClosed) : null;
    }

    private static bool IsOffice(string organisation, Caller caller) => caller.Is(Role.Office) && caller.ActsFor(organisation);
}
