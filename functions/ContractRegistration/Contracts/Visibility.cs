namespace TechTransfer.ContractRegistration.Contracts;

public enum Sight
{
    None,

    /// <summary>Parties, dates and amounts, but not attachments, rights, findings or remarks.</summary>
    Amounts,

    /// <summary>Everything except other parties' contacts.</summary>
    Full,
}

/// <param name="Filer">USCC of the filer; null for list entries of submitted contracts, where it does not matter.</param>
public sealed record ContractReaders(string? Filer, bool IsHandedIn, IEnumerable<string?> Parties);

/// <summary>A contract that was never submitted is visible to its filer and to auditors only.</summary>
public static class Visibility
{
    public static Sight Of(Contract state, Caller caller) =>
        Of(
            new ContractReaders(
                state.Filer.Organisation,
                state.SubmittedAt is not null,
                state.Content.AllParties().Select(p => p.Party.Uscc)
            ),
            caller
        );

    public static Sight Of(ContractReaders readers, Caller caller)
    {
        if (caller.ActsFor(readers.Filer) || caller.Is(Role.Auditor))
            return Sight.Full;
        if (!readers.IsHandedIn)
            return Sight.None;
        if (caller.Is(Role.Registrar) || caller.Is(Role.Approver))
            return Sight.Full;
        if (readers.Parties.Any(caller.ActsFor))
            return Sight.Full;
        return caller.Is(Role.Finance) ? Sight.Amounts : Sight.None;
    }

    public static bool SeesAttachments(Contract state, Caller caller) => Of(state, caller) == Sight.Full;
}
