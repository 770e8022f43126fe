namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>
/// Access checks for achievements and distributions; each returns the problem to answer with, or null when access is allowed.
/// </summary>
internal static class Access
{
    /// <summary>True for the organisation's transfer office and for auditors; everybody else gets 404.</summary>
    public static bool MaySee(Achievement state, Caller caller) => MaySee(state.Organisation, caller);

    /// <summary>True if the caller may read the achievements, grants and distributions of the organisation with this USCC.</summary>
    public static bool MaySee(string organisation, Caller caller) => caller.Is(Role.Auditor) || IsOffice(organisation, caller);

    /// <summary>Only the organisation's office may change an achievement, and only until the achievement is closed.</summary>
    public static Problem? Office(Achievement state, Caller caller) =>
        Office(state.Organisation, state.Status == AchievementStatus.Closed, caller);

    /// <summary>Only the organisation's office may change a distribution, and only until its achievement is closed.</summary>
    public static Problem? Office(Distribution state, Caller caller) => Office(state.Organisation, state.Achievement.IsClosed, caller);

    private static Problem? Office(string organisation, bool isClosed, Caller caller)
    {
        if (!IsOffice(organisation, caller))
            return MaySee(organisation, caller) ? RoleNames.Needed(Role.Office) : Problem.Of(Catalogue.NotFound);
        return isClosed ? Problem.Of(Catalogue.AchievementClosed) : null;
    }

    private static bool IsOffice(string organisation, Caller caller) => caller.Is(Role.Office) && caller.ActsFor(organisation);
}
