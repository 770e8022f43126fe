using TechTransfer.RewardCalculation.ContractFacts;

namespace TechTransfer.RewardCalculation.Quotes;

/// <summary>A party of a contract that is not filed yet. The contact details only serve to find related parties; nothing is kept.</summary>
/// <param name="Kind">Party kind code (010 机关法人 …, 022 高等院校, 150 有限责任 …).</param>
/// <param name="InZone">True when the party is located in the high-tech zone.</param>
/// <param name="Uscc">The unified social credit code; null for a foreign organisation or a natural person.</param>
/// <param name="Region">Six-digit region (GB/T 2260); null abroad or when it was not given.</param>
/// <param name="Country">Customs country code, 142 for China; null when it was not given.</param>
public sealed record TypedParty(
    string Name,
    string Kind,
    bool InZone,
    [property: PlainCode] string? Uscc = null,
    string? Region = null,
    string? Country = null
)
{
    /// <summary>Legal representative; null when not given.</summary>
    public string? Representative { get; init; }

    public string? Phone { get; init; }

    public string? Address { get; init; }

    public PartyFacts ToFacts() => new(Name, Kind, InZone, Uscc, Region, Country);
}
