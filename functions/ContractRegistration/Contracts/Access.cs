namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>The methods return null if the condition is met, otherwise the problem for the response.</summary>
internal static class Access
{
    private const int LongestReason = 1000;

    /// <summary>The caller must hold one of the roles, must be allowed to see the contract and must not be recused (回避) from it.</summary>
    public static Problem? Official(Contract state, Caller caller, params ReadOnlySpan<Role> roles)
    {
        var isOne = false;
        foreach (var role in roles)
            isOne |= caller.Is(role);
        if (!isOne)
            return RoleNames.Needed(roles);
        if (Visibility.Of(state, caller) == Sight.None)
            return Problem.Of(Catalogue.NotFound);
        return state.Recused.Contains(caller.Subject) ? Problem.Of(Catalogue.Recused) : null;
    }

    /// <summary>An unassigned contract may be examined by any registrar.</summary>
    public static Problem? Assigned(Contract state, Caller caller) =>
        state.AssignedTo is { } other && other != caller.Subject ? Problem.Of(Catalogue.AssignedToAnother) : null;

    public static Problem? NoObjection(Contract state, Caller _) =>
        state.Objection is { Stands: true } ? Problem.Of(Catalogue.ObjectionStands) : null;

    public static Problem? AnObjection(Contract state, Caller _) =>
        state.Objection is { Stands: true } ? null : Problem.Of(Catalogue.NoObjection);

    public static Problem? NoOpenChange(Contract state, Caller _) =>
        state.PendingChange is { IsOpen: true } ? Problem.Of(Catalogue.ChangePending) : null;

    public static Problem? Reason(string? text, string path)
    {
        if (!string.IsNullOrWhiteSpace(text) && text.Length <= LongestReason)
            return null;
        return Problem
            .Of(
                Catalogue.InvalidValue,
                (
                    "reason",
                    new Text(
                        $"理由应为1至{LongestReason}个字符，请补充或者缩短。",
                        $"The reason must have 1 to {LongestReason} characters. Add or shorten it."
                    )
                )
            )
            .At(path);
    }

    /// <summary>Callers who may not see the contract get 404, others 403.</summary>
    public static Problem? Filer(Contract state, Caller caller, Text action)
    {
        if (caller.ActsFor(state.Filer.Organisation))
            return null;
        return Visibility.Of(state, caller) == Sight.None
            ? Problem.Of(Catalogue.NotFound)
            : Problem.Of(Catalogue.FilerOnly, ("action", action));
    }
}
