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
    public static Problem? Assigned(OpenContract open, Caller caller) =>
        open.State.AssignedTo is { } other && other != caller.Subject ? Problem.Of(Catalogue.AssignedToAnother) : null;

    public static Problem? NoObjection(OpenContract open, Caller _) =>
        open.State.Objection is { Stands: true } ? Problem.Of(Catalogue.ObjectionStands) : null;

    public static Problem? AnObjection(OpenContract open, Caller _) =>
        open.State.Objection is { Stands: true } ? null : Problem.Of(Catalogue.NoObjection);

    public static Problem? NoOpenChange(OpenContract open, Caller _) =>
        open.State.PendingChange is { IsOpen: true } ? Problem.Of(Catalogue.ChangePending) : null;

    public static Problem? NoRevocationProposed(OpenContract open, Caller _) =>
        open.State.RevocationProposal is null ? null : Problem.Of(Catalogue.RevocationProposed);

    public static Problem? RevocationProposed(OpenContract open, Caller _) =>
        open.State.RevocationProposal is null ? Problem.Of(Catalogue.NoRevocationProposed) : null;

    /// <summary>After the submission, only attachments that were promised then and are not there yet.</summary>
    public static Problem? SomethingToFollow(OpenContract open, Caller _) =>
        open.State.Status is ContractStatus.Draft or ContractStatus.Returned or ContractStatus.Registered || Outstanding(open.State).Any()
            ? null
            : Problem.Of(Catalogue.WrongState, ("status", open.State.Status.Name()), ("action", ContractLifeCycle.AttachWords));

    public static Problem? NothingToFollow(OpenContract open, Caller _) =>
        open.Rules!.ToFollow.Count > 0
            ? Problem.Of(Catalogue.AttachmentsToFollow, ("attachments", Text.JoinLong(open.Rules.ToFollow)))
            : null;

    public static IEnumerable<AttachmentToFollow> Outstanding(Contract state) =>
        state.ToFollow.Where(p => state.Attachments.All(a => a.Kind != p.Kind));

    public static Problem? Assessed(OpenContract open, Caller _) =>
        open.State.Assessment is null ? Problem.Of(Catalogue.NotAssessed) : null;

    public static Problem? TestsMet(OpenContract open, Caller _)
    {
        var unanswered = open.Rules!.Tests.Where(t => open.State.Assessment!.Checks.All(c => c.Code != t.Code)).ToArray();
        if (unanswered.Length > 0)
            return Problem.Of(Catalogue.TestsOpen, ("tests", Text.JoinLong(unanswered.Select(t => t.Name))));
        if (open.State.Assessment!.Checks.FirstOrDefault(c => !c.Met) is not { } failed)
            return null;
        var test = open.Rules!.Tests.FirstOrDefault(t => t.Code == failed.Code);
        return Problem.Of(Catalogue.TestNotMet, ("test", test?.Name ?? new Text(failed.Code, failed.Code)));
    }

    public static Problem? Large(OpenContract open, Caller _) => open.Rules!.IsLarge ? null : Problem.Of(Catalogue.ApprovalNotNeeded);

    public static Problem? ApprovedIfLarge(OpenContract open, Caller _) =>
        open.State.Approved is null && open.Rules!.IsLarge
            ? Problem.Of(Catalogue.ApprovalNeeded, ("basis", open.Rules.Basis), ("threshold", open.Rules.Threshold))
            : null;

    /// <summary>A registrar records the national number, an approver corrects a recorded one.</summary>
    public static Problem? NumberIsTheCallers(OpenContract open, Caller caller) =>
        open.State.NationalNumber is { } number
            ? caller.Is(Role.Approver)
                ? null
                : Problem.Of(Catalogue.NationalNumberGiven, ("number", number)).At("nationalNumber")
            : caller.Is(Role.Registrar)
                ? null
                : RoleNames.Needed(Role.Registrar);

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
