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
    /// <summary>Sub-kind code of the contract, as in T8.</summary>
    public required string Kind { get; init; }
    public required IReadOnlyList<TypedParty> Sellers { get; init; }
    public required IReadOnlyList<TypedParty> Buyers { get; init; }
    public required Yuan TechnicalAmount { get; init; }
    public required ValueStatus ValueStatus { get; init; }
    public required PaymentMode PaymentMode { get; init; }
    public required bool RelatedParty { get; init; }

    /// <summary>Share that one party or its owners hold in the other, 0 to 1; null when not given.</summary>
    public decimal? RelatedOwnership { get; init; }

    public KnownContract ToFacts() =>
        new()
        {
            Kind = Kind,
            Sellers = [.. Sellers.Select(p => p.ToFacts())],
            Buyers = [.. Buyers.Select(p => p.ToFacts())],
            TechnicalAmount = TechnicalAmount,
            ValueStatus = ValueStatus,
            PaymentMode = PaymentMode,
            RelatedParty = RelatedParty,
        };
}
