namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>How much of a contract a caller may see.</summary>
public enum Sight
{
    /// <summary>Nothing; the caller gets 404.</summary>
    None,

    /// <summary>Parties, dates and amounts, but not attachments, rights, findings or remarks.</summary>
    Amounts,

    /// <summary>Everything except other parties' contacts.</summary>
    Full,
}

/// <summary>The data that decide who may see a contract.</summary>
/// <param name="Filer">USCC of the filer; null for list entries of submitted contracts, where it does not matter.</param>
/// <param name="Parties">USCCs of the parties.</param>
public sealed record ContractReaders(string? Filer, bool IsHandedIn, IEnumerable<string?> Parties);

/// <summary>
/// Decides how much a caller may see of a contract. A contract that was never submitted is visible to its filer and auditors only.
/// </summary>
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
