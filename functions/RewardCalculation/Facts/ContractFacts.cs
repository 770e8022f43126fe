using TechTransfer.Kernel;
using TechTransfer.Messages;

namespace TechTransfer.RewardCalculation.Facts;

/// <summary>What the policies look at in one contract: kept from its registration, or typed in for a contract that is not filed yet.</summary>
public sealed record ContractFacts
{
    /// <summary>The registration case; null for a contract that is not filed yet.</summary>
    public string? ContractId { get; init; }
    /// <summary>The registration number; null before registration.</summary>
    public string? Number { get; init; }
    /// <summary>The day of the registration decision, in China time; null before it.</summary>
    public DateOnly? RegisteredOn { get; init; }
    /// <summary>Sub-kind code (D1, T3, L1 …).</summary>
    public required string Kind { get; init; }
    /// <summary>The output side.</summary>
    public required IReadOnlyList<PartyFacts> Sellers { get; init; }
    /// <summary>The absorbing side.</summary>
    public required IReadOnlyList<PartyFacts> Buyers { get; init; }
    /// <summary>Technical amount (技术交易额), yuan, never negative.</summary>
    public required Yuan TechnicalAmount { get; init; }
    public required ValueStatus ValueStatus { get; init; }
    public required PaymentMode PaymentMode { get; init; }
    /// <summary>True when the parties are related (关联交易).</summary>
    public required bool RelatedParty { get; init; }

    /// <summary>True when the organisation is one of the sellers or buyers.</summary>
    public bool HasParty(string uscc) => Sellers.Concat(Buyers).Any(p => p.Uscc == uscc);

    /// <summary>The facts of a registered contract. The broker is left out: no policy rewards brokers yet.</summary>
    public static ContractFacts Of(ContractRegistered contract) => new()
    {
        ContractId = contract.ContractId,
        Number = contract.Number,
        RegisteredOn = contract.RegisteredOn,
        Kind = contract.Kind,
        Sellers = [.. contract.Sellers.Select(PartyFacts.Of)],
        Buyers = [.. contract.Buyers.Select(PartyFacts.Of)],
        TechnicalAmount = contract.TechnicalAmount,
        ValueStatus = ValueStatuses.Parse(contract.ValueStatus),
        PaymentMode = PaymentModes.Parse(contract.PaymentMode),
        RelatedParty = contract.RelatedParty,
    };
}

/// <summary>What the policies look at in one party.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Party kind code (010 机关法人 …, 022 高等院校, 150 有限责任 …).</param>
/// <param name="InZone">True when it stands in the high-tech zone.</param>
/// <param name="Uscc">The unified social credit code; null for a foreign organisation or a natural person.</param>
public sealed record PartyFacts(string Name, string Kind, bool InZone, string? Uscc = null)
{
    public static PartyFacts Of(ContractParty party) => new(party.Name, party.Kind, party.InZone, party.Uscc);
}
