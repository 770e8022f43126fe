namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>How much of a contract somebody may see.</summary>
public enum Sight
{
    /// <summary>Nothing: to this caller the contract does not exist.</summary>
    None,

    /// <summary>Parties, dates and amounts, not the contract's text and papers.</summary>
    Amounts,

    /// <summary>Everything but other parties' contacts.</summary>
    Full,
}

/// <summary>What decides who may see a contract.</summary>
/// <param name="Filer">The filer's USCC; null for a submitted contract, where it does not matter.</param>
/// <param name="Parties">USCCs.</param>
public sealed record ContractReaders(string? Filer, bool IsHandedIn, IEnumerable<string?> Parties);

/// <summary>Who may see what. Only filer and auditors see a contract that was never submitted.</summary>
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

    /// <summary>True when the caller may list and read the papers.</summary>
    public static bool SeesAttachments(Contract state, Caller caller) => Of(state, caller) == Sight.Full;
}
