using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Receipts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.ContractRegistration.Rules;
using TechTransfer.Messages;

namespace TechTransfer.ContractRegistration.Replays;

/// <summary>
/// Messages with the current state of a contract or receipt, for replays. Null for contracts and receipts that other apps never receive.
/// </summary>
public static class Snapshots
{
    public static object? Of(Contract state, RuleBook rules)
    {
        if (state.Historical || state.Number is not { } number)
            return null;
        return state.Status switch
        {
            ContractStatus.Registered when state.Edition == 1 => Facts(),
            ContractStatus.Registered => new ContractChanged
            {
                Contract = Facts(),
                Edition = state.Edition,
                ChangedOn = state.ChangedOn!.Value,
                ClericalSlip = false,
            },
            ContractStatus.Cancelled when state.Ending is { } ending => new ContractCancelled
            {
                ContractId = state.Id,
                Number = number,
                Edition = state.Edition,
                CancelledOn = ending.On,
                Reason = ending.Reason,
            },
            ContractStatus.Revoked when state.Ending is { } ending => new ContractRevoked
            {
                ContractId = state.Id,
                Number = number,
                Edition = state.Edition,
                RevokedOn = ending.On,
                Reason = ending.Reason,
            },
            _ => null,
        };

        ContractRegistered Facts() => ContractMessages.Facts(state, rules);
    }

    public static object? Of(Receipt receipt) =>
        receipt.Status switch
        {
            ReceiptStatus.Confirmed or ReceiptStatus.Refunded => receipt.Refunds.Count > 0
                ? ReceiptMessages.Refunded(receipt)
                : ReceiptMessages.Confirmed(receipt),
            _ => null,
        };
}
