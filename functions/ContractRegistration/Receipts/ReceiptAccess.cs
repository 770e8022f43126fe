using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Receipts;

public enum ReceiptSight
{
    None,

    /// <summary>Only the parts allocated to contracts of the caller's organisation.</summary>
    OwnContracts,
    Full,
}

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

    public static bool MaySee(IEnumerable<string> organisations, Caller caller) => IsOfficial(caller) || organisations.Any(caller.ActsFor);

    /// <summary>Payee and payer may see the receipt; the parties of a contract may see the part for their contract.</summary>
    public static IEnumerable<string> Organisations(Receipt receipt, IEnumerable<Allocation> parts) =>
        new[] { receipt.Payee.Uscc, receipt.Payer.Uscc }.OfType<string>().Concat(parts.SelectMany(a => a.Parties)).Distinct();

    public static bool IsOfficial(Caller caller) => caller.Is(Role.Finance) || caller.Is(Role.Registrar) || caller.Is(Role.Auditor);

    public static bool IsOf(Allocation allocation, Caller caller) => allocation.Parties.Any(caller.ActsFor);

    /// <summary>
    /// True if the caller may see the receipts and income of a contract: its sellers and buyers, finance, registrars and auditors.
    /// </summary>
    public static bool MaySeeIncome(Contract state, Caller caller)
    {
        if (Visibility.Of(state, caller) == Sight.None)
            return false;
        return IsOfficial(caller) || state.Content.Sellers.Concat(state.Content.Buyers).Any(p => caller.ActsFor(p.Uscc));
    }
}
