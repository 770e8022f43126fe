using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>Looks up the contract that an intermediary contract names.</summary>
public sealed class LinkedContracts(AggregateStore<Contract> contracts, Lists lists)
{
    /// <summary>A warning if the office has no contract with this number or id: it may be registered elsewhere.</summary>
    public async Task<IReadOnlyList<Finding>> FindingsAsync(ContractContent content, CancellationToken cancellation) =>
        content.LinkedContract is not { } named || await IsKnownAsync(named.Trim(), cancellation)
            ? []
            :
            [
                new(
                    FindingCodes.LinkedContractUnknown,
                    Severity.Warning,
                    "linkedContract",
                    new(
                        $"本登记机构没有编号为“{named}”的技术合同，请核对登记编号或者事项编号。",
                        $"This office has no contract '{named}'. Check the registration number or the id."
                    )
                ),
            ];

    private async Task<bool> IsKnownAsync(string named, CancellationToken cancellation)
    {
        if (!Ids.CanBe(named))
            return false;
        if (named.All(char.IsAsciiDigit))
            return (await lists.ReadAsync(ContractLists.OfNumber(named), 1, cursor: null, cancellation: cancellation)).Value.Items.Count
                > 0;
        return (await contracts.LoadAsync(named, cancellation)).Exists;
    }
}
