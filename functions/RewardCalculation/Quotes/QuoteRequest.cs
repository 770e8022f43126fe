using TechTransfer.RewardCalculation.ContractFacts;

namespace TechTransfer.RewardCalculation.Quotes;

/// <summary>The body of <c>POST /quotes</c>.</summary>
public sealed record QuoteRequest
{
    /// <summary>A registered contract.</summary>
    public string? ContractId { get; init; }

    /// <summary>Or what a contract that is not filed yet would be.</summary>
    public TypedContract? Contract { get; init; }

    /// <summary>One policy; all in force without it.</summary>
    public string? PolicyId { get; init; }

    /// <summary>The policy year; without it the year of registration, else the current one.</summary>
    public int? Year { get; init; }
}

/// <summary>Facts of a contract that is not filed yet, in the words of the registration form.</summary>
public sealed record TypedContract
{
    public required string Kind { get; init; }
    public required IReadOnlyList<PartyFacts> Sellers { get; init; }
    public required IReadOnlyList<PartyFacts> Buyers { get; init; }
    public required Yuan TechnicalAmount { get; init; }
    public required ValueStatus ValueStatus { get; init; }
    public required PaymentMode PaymentMode { get; init; }
    public required bool RelatedParty { get; init; }

    public KnownContract ToFacts() =>
        new()
        {
            Kind = Kind,
            Sellers = Sellers,
            Buyers = Buyers,
            TechnicalAmount = TechnicalAmount,
            ValueStatus = ValueStatus,
            PaymentMode = PaymentMode,
            RelatedParty = RelatedParty,
        };
}
