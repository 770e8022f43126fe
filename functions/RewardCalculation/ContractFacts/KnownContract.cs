using System.Text.Json;
using TechTransfer.Messages;

namespace TechTransfer.RewardCalculation.ContractFacts;

/// <summary>Facts of a contract that policies use, from its registration or typed in for a contract that is not filed yet.</summary>
public sealed record KnownContract
{
    /// <summary>Id in contract registration; null for a contract that is not filed yet.</summary>
    public string? ContractId { get; init; }

    /// <summary>Registration number; null before registration.</summary>
    public string? Number { get; init; }

    /// <summary>Day of the registration decision, China time; null before registration.</summary>
    public DateOnly? RegisteredOn { get; init; }

    /// <summary>Sub-kind code (D1, T3, L1 …).</summary>
    public required string Kind { get; init; }

    public required IReadOnlyList<PartyFacts> Sellers { get; init; }

    public required IReadOnlyList<PartyFacts> Buyers { get; init; }

    /// <summary>Technical amount (技术交易额), yuan, never negative.</summary>
    public required Yuan TechnicalAmount { get; init; }
    public required ValueStatus ValueStatus { get; init; }
    public required PaymentMode PaymentMode { get; init; }

    /// <summary>The filer's statement that seller and buyer are related (关联交易).</summary>
    public required bool RelatedParty { get; init; }

    /// <summary>Contract value (合同成交额), yuan; null where only the technical amount was given.</summary>
    public Yuan? ContractValue { get; init; }

    public DateOnly? SignedOn { get; init; }

    public DateOnly? EffectiveFrom { get; init; }

    /// <summary>Last day of validity.</summary>
    public DateOnly? EffectiveTo { get; init; }

    /// <summary>Code of the technical field (技术领域).</summary>
    public string? TechnicalField { get; init; }

    public string? IpKind { get; init; }

    /// <summary>Code of the plan that the project comes from (计划来源).</summary>
    public string? PlanSource { get; init; }

    /// <summary>exclusive, sole or ordinary; null when the contract is no licence.</summary>
    public string? LicenceMode { get; init; }

    /// <summary>Duration of the licence in full years; null when not given.</summary>
    public int? LicenceYears { get; init; }

    /// <summary>True when the contract converts an achievement (职务科技成果) on file.</summary>
    public bool? ConvertsAchievement { get; init; }

    /// <summary>True when the technology is used locally; null when unknown.</summary>
    public bool? UsedLocally { get; init; }

    /// <summary>Confirmed declared facts of the contract by name, without <c>contract.declared.</c>; null when there are none.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Declared { get; init; }

    /// <summary>The broker named in the contract (中介方).</summary>
    public PartyFacts? Intermediary { get; init; }

    /// <summary>The platform on which the contract was made; null for none.</summary>
    public PartyFacts? Platform { get; init; }

    /// <summary>The registrar's office as a possible beneficiary; null when its credit code is not known.</summary>
    public PartyFacts? Registrar { get; init; }

    /// <summary>Day of the last registration decision, China time: that of the newest edition.</summary>
    public DateOnly? DecidedOn { get; init; }

    /// <summary>A declared flag; null when it is not declared.</summary>
    internal bool? DeclaredFlag(string name) =>
        Declared is { } declared
        && declared.TryGetValue(name, out var value)
        && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : null;

    public bool HasParty(string uscc) => Sellers.Concat(Buyers).Any(p => p.Uscc == uscc);

    private const string China = "142";

    // A credit code begins with the authority that registered the organisation and its category.
    private static string KindOf(string uscc) =>
        uscc[..2] switch
        {
            "11" => "010",
            "12" => "020",
            "51" => "030",
            _ => "",
        };

    /// <param name="decidedOn">Day of the newest edition; null means the day of registration.</param>
    public static KnownContract Of(ContractRegistered contract, DateOnly? decidedOn = null) =>
        new()
        {
            DecidedOn = decidedOn ?? contract.RegisteredOn,
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
            ContractValue = contract.ContractValue,
            SignedOn = contract.SignedOn,
            EffectiveFrom = contract.EffectiveFrom,
            EffectiveTo = contract.EffectiveTo,
            TechnicalField = contract.TechnicalField,
            IpKind = contract.IpKind,
            PlanSource = contract.PlanSource,
            LicenceMode = contract.LicenceMode,
            LicenceYears = contract.LicenceYears is { } years ? (int)decimal.Floor(years) : null,
            Registrar = contract.RegistrarOfficeId is { } office
                ? new(contract.RegistrarOffice, KindOf(office), InZone: true, office, Country: China)
                : null,
            ConvertsAchievement = contract.AchievementId is not null,
            Intermediary = contract.Intermediary is { } broker ? PartyFacts.Of(broker) : null,
        };
}

/// <param name="Kind">Party kind code (010 机关法人 …, 022 高等院校, 150 有限责任 …); empty when it is not known.</param>
/// <param name="InZone">True when the party is located in the high-tech zone.</param>
/// <param name="Uscc">The unified social credit code; null for a foreign organisation or a natural person.</param>
/// <param name="Region">Six-digit region (GB/T 2260); null abroad or when it was not given.</param>
/// <param name="Country">Customs country code, 142 for China; null when it was not given.</param>
public sealed record PartyFacts(
    string Name,
    string Kind,
    bool InZone,
    [property: PlainCode] string? Uscc = null,
    string? Region = null,
    string? Country = null
)
{
    public static PartyFacts Of(ContractParty party) => new(party.Name, party.Kind, party.InZone, party.Uscc, party.Region, party.Country);
}
