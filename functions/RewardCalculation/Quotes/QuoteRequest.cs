using TechTransfer.RewardCalculation.ContractFacts;

namespace TechTransfer.RewardCalculation.Quotes;

/// <summary>The body of <c>POST /quotes</c>: a registered contract, or the facts of one that is not filed yet.</summary>
public sealed record QuoteRequest
{
    /// <summary>Id of a registered contract; null when <c>Contract</c> is given.</summary>
    public string? ContractId { get; init; }

    /// <summary>Facts of a contract that is not filed yet; null when <c>ContractId</c> is given.</summary>
    public TypedContract? Contract { get; init; }

    /// <summary>Id of one policy; null means all policies of the year to which contracts add.</summary>
    public string? PolicyId { get; init; }

    /// <summary>Policy year; null means the year of registration, or the current year when it is not registered.</summary>
    public int? Year { get; init; }
}

/// <summary>Facts of a contract that is not filed yet, in the terms of the registration form.</summary>
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
