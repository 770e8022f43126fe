using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>Who may do what on a case, and when: each gives the problem that stands against it, or null.</summary>
internal static class Access
{
    /// <summary>The caller must hold the role, and the case must be one that he may see.</summary>
    public static Problem? Official(RegistrationCase state, Caller caller, Role role)
    {
        if (!caller.Is(role)) return Problem.Of(Catalogue.NotAllowed, ("roles", RoleWord(role)));
        return Visibility.Of(state, caller) == Sight.None ? Problem.Of(Catalogue.NotFound) : null;
    }

    /// <summary>The caller must act for the organisation that filed the case; to whoever may not see it, it is not there.</summary>
    public static Problem? Filer(RegistrationCase state, Caller caller, Text action)
    {
        if (caller.ActsFor(state.Filer.Organisation)) return null;
        return Visibility.Of(state, caller) == Sight.None ? Problem.Of(Catalogue.NotFound) : Problem.Of(Catalogue.FilerOnly, ("action", action));
    }

    /// <summary>The case must stand in one of these statuses.</summary>
    public static Problem? Status(RegistrationCase state, Text action, params ReadOnlySpan<CaseStatus> allowed) =>
        allowed.Contains(state.Status) ? null : Problem.Of(Catalogue.WrongState, ("status", state.Status.Name()), ("action", action));

    /// <summary>The caller must not be the one who did an earlier step.</summary>
    public static Problem? AnotherPerson(Act? earlier, Text done, Caller caller, Text action) =>
        earlier?.Subject == caller.Subject ? Problem.Of(Catalogue.TwoPersonRule, ("done", done), ("action", action)) : null;

    private static string RoleWord(Role role) => role.ToString().ToLowerInvariant();
}
