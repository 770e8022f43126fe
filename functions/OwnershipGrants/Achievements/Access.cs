namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>Access checks for achievements and distributions; a null <see cref="Problem"/> means that access is allowed.</summary>
internal static class Access
{
    /// <summary>True for the organisation's transfer office and for auditors; everybody else gets 404.</summary>
    public static bool MaySee(Achievement state, Caller caller) => MaySee(state.Organisation, caller);

    public static bool MaySee(string organisation, Caller caller) => caller.Is(Role.Auditor) || IsOffice(organisation, caller);

    /// <summary>The office may read a closed achievement but no longer change it.</summary>
    public static Problem? Office(Achievement state, Caller caller) =>
        Office(state.Organisation, state.Status == AchievementStatus.Closed, caller);

    /// <summary>
    /// Reads the distribution's copy of the achievement, which a message updates shortly after the achievement was closed.
    /// </summary>
    public static Problem? Office(Distribution state, Caller caller) => Office(state.Organisation, state.Achievement.IsClosed, caller);

    private static Problem? Office(string organisation, bool isClosed, Caller caller)
    {
        if (!IsOffice(organisation, caller))
            return MaySee(organisation, caller) ? RoleNames.Needed(Role.Office) : Problem.Of(Catalogue.NotFound);
        return isClosed ? Problem.Of(Catalogue.AchievementClosed) : null;
    }

    private static bool IsOffice(string organisation, Caller caller) => caller.Is(Role.Office) && caller.ActsFor(organisation);
}
