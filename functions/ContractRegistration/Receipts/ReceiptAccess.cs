using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Receipts;

/// <summary>How much of a receipt somebody may see.</summary>
public enum ReceiptSight
{
    /// <summary>Nothing: to this caller it does not exist.</summary>
    None,

    /// <summary>The parts that are for contracts of his own.</summary>
    OwnContracts,
    Full,
}

/// <summary>Who may see what of a receipt.</summary>
internal static class ReceiptAccess
{
    public static ReceiptSight Of(Receipt receipt, Caller caller)
    {
        if (!MaySee(Organisations(receipt, receipt.Allocations), caller))
            return ReceiptSight.None;
        return IsOfficial(caller) || caller.ActsFor(receipt.Payee.Uscc) || caller.ActsFor(receipt.Payer.Uscc)
            ? ReceiptSight.Full
            : ReceiptSight.OwnContracts;
    }

    /// <summary>Whether somebody sees anything of what is for these organisations.</summary>
    public static bool MaySee(IEnumerable<string> organisations, Caller caller) => IsOfficial(caller) || organisations.Any(caller.ActsFor);

    /// <summary>USCCs of those who see parts of a receipt: its two sides, and the parts' parties.</summary>
    public static IEnumerable<string> Organisations(Receipt receipt, IEnumerable<Allocation> parts) =>
        new[] { receipt.Payee.Uscc, receipt.Payer.Uscc }.OfType<string>().Concat(parts.SelectMany(a => a.Parties)).Distinct();

    /// <summary>Those who see all receipts.</summary>
    public static bool IsOfficial(Caller caller) => caller.Is(Role.Finance) || caller.Is(Role.Registrar) || caller.Is(Role.Auditor);

    public static bool IsOf(Allocation allocation, Caller caller) => allocation.Parties.Any(caller.ActsFor);

    /// <summary>Receipts and income of a contract: its sellers and buyers, finance, registrars, auditors.</summary>
    public static bool MaySeeIncome(Contract state, Caller caller)
    {
        if (Visibility.Of(state, caller) == Sight.None)
            return false;
        return IsOfficial(caller) || state.Content.Sellers.Concat(state.Content.Buyers).Any(p => caller.ActsFor(p.Uscc));
    }
}
