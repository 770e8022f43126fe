using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>How much of a case somebody may see.</summary>
public enum Sight
{
    /// <summary>Nothing: to this caller the case does not exist.</summary>
    None,
    /// <summary>Parties, dates and amounts, not the contract's text and papers.</summary>
    Amounts,
    /// <summary>Everything but other parties' contacts.</summary>
    Full,
}

/// <summary>Who may see what. A case that was never handed in is its filer's alone (and the auditor's).</summary>
public static class Visibility
{
    public static Sight Of(RegistrationCase state, Caller caller)
    {
        if (caller.ActsFor(state.Filer.Organisation) || caller.Is(Role.Auditor)) return Sight.Full;
        if (state.SubmittedAt is null) return Sight.None;
        if (caller.Is(Role.Registrar) || caller.Is(Role.Approver)) return Sight.Full;
        if (state.Content.AllParties().Any(p => caller.ActsFor(p.Party.Uscc))) return Sight.Full;
        return caller.Is(Role.Finance) ? Sight.Amounts : Sight.None;
    }

    /// <summary>True when the caller may list and read the papers.</summary>
    public static bool SeesPapers(RegistrationCase state, Caller caller) => Of(state, caller) == Sight.Full;

    /// <summary>Contacts of a party: for itself, for whoever filed them, for registrars and auditors.</summary>
    public static bool SeesContactsOf(Party party, RegistrationCase state, Caller caller) =>
        caller.ActsFor(party.Uscc) || caller.ActsFor(state.Filer.Organisation) || (Of(state, caller) == Sight.Full && (caller.Is(Role.Registrar) || caller.Is(Role.Auditor)));
}
