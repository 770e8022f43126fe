using TechTransfer.Kernel;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Money;

namespace TechTransfer.Messages;

/// <summary>A contract was registered and has a registration number (登记). Published by ContractRegistration. Contains what rewards and
/// certificates need, but not the contract's text.</summary>
[WireName(MessageNames.ContractRegistered)]
public sealed record ContractRegistered
{
    /// <summary>Id from the first draft on, by which later messages refer to the contract.</summary>
    public required string ContractId { get; init; }

    /// <summary>Registration number; 16 digits by the default pattern.</summary>
    public required string Number { get; init; }

    /// <summary>Day of the decision, in China time.</summary>
    public required DateOnly RegisteredOn { get; init; }

    /// <summary>Name of the office, printed as the issuer of certificates.</summary>
    public required string RegistrarOffice { get; init; }

    /// <summary>Sub-kind code (D1, T3, L1 …).</summary>
    public required string Kind { get; init; }

    /// <summary>Name of the sub-kind in both languages, since the receiving apps have no table of sub-kinds.</summary>
    public required Text KindName { get; init; }

    /// <summary>The contract's title, which is also the name of the project.</summary>
    public required string Title { get; init; }

    /// <summary>The sellers (卖方) in the order of the contract; at least one.</summary>
    public required IReadOnlyList<ContractParty> Sellers { get; init; }

    /// <summary>The buyers (买方) in the order of the contract; at least one.</summary>
    public required IReadOnlyList<ContractParty> Buyers { get; init; }

    /// <summary>The intermediary (中介方); null when the contract has none.</summary>
    public ContractParty? Intermediary { get; init; }

    /// <summary>Day of signing, as stated in the contract.</summary>
    public required DateOnly SignedOn { get; init; }

    /// <summary>First day on which the contract is valid.</summary>
    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>Last day on which the contract is valid.</summary>
    public required DateOnly EffectiveTo { get; init; }

    /// <summary>Contract value (合同成交额) in yuan; 0 when the contract states none.</summary>
    public required Yuan ContractValue { get; init; }

    /// <summary>Nature of the contract value (价款性质): fixed, estimated or undetermined.</summary>
    public required string ValueStatus { get; init; }

    /// <summary>Assessed technical amount (技术交易额) in yuan.</summary>
    public required Yuan TechnicalAmount { get; init; }

    /// <summary>Mode of payment: once, instalments, royalty, entranceFeeAndRoyalty, equity, useFirst, other.</summary>
    public required string PaymentMode { get; init; }

    /// <summary>Name of the mode of payment in both languages; null in messages of earlier versions.</summary>
    public Text? PaymentModeName { get; init; }

    /// <summary>The price in the foreign currency; null for a price in yuan, and in messages of earlier versions.</summary>
    public ForeignPrice? ForeignPrice { get; init; }

    /// <summary>True when parties of the contract are related (关联交易), which usually excludes it from rewards.</summary>
    public required bool RelatedParty { get; init; }

    /// <summary>Credit code of the registrar's office; null in messages of earlier versions.</summary>
    public string? RegistrarOfficeId { get; init; }

    /// <summary>Code of the technical field; null in messages of earlier versions.</summary>
    public string? TechnicalField { get; init; }

    /// <summary>Code of the kind of intellectual property that the contract is about; null in messages of earlier versions.</summary>
    public string? IpKind { get; init; }

    /// <summary>Code of the government programme that the project belongs to; null in messages of earlier versions.</summary>
    public string? PlanSource { get; init; }

    /// <summary>Section or division of GB/T 4754 that the buyer belongs to; null in messages of earlier versions.</summary>
    public string? Industry { get; init; }

    /// <summary>Extent of the licence: exclusive, sole, ordinary; null for contracts without a licence.</summary>
    public string? LicenceMode { get; init; }

    /// <summary>Term of the licence in years; null for contracts without a licence.</summary>
    public decimal? LicenceYears { get; init; }

    /// <summary>The contract that an intermediary contract brought about: its id or registration number; null for other
    /// contracts.</summary>
    public string? LinkedContract { get; init; }

    /// <summary>Id of the rule set under which the registration was decided.</summary>
    public required string RuleSet { get; init; }

    /// <summary>Id of the achievement that the contract converts; null when the filer named none.</summary>
    public string? AchievementId { get; init; }

    /// <summary>Numbers of the intellectual property rights that the contract names; null if it names none, and in messages of earlier
    /// releases.</summary>
    public IReadOnlyList<string>? RightNumbers { get; init; }

    /// <summary>The registration form for printing on the information sheet; null in messages of earlier versions.</summary>
    public ContractForm? Form { get; init; }
}

/// <summary>The parts of the registration form (技术合同登记表) that <see cref="ContractRegistered"/> does not contain, ready for printing. No
/// natural persons, clauses or descriptions of technology.</summary>
/// <param name="Sections">Sections in the order of the form.</param>
/// <param name="Deductions">Non-technical costs (非技术性费用) that were deducted from the contract value, by type.</param>
public sealed record ContractForm(IReadOnlyList<FormSection> Sections, IReadOnlyList<DeductedCost> Deductions);

/// <summary>Total of the deducted costs of one type.</summary>
/// <param name="Type">Code of the cost type.</param>
/// <param name="Name">Name of the cost type.</param>
/// <param name="Amount">In yuan; above zero.</param>
public sealed record DeductedCost(string Type, Text Name, Yuan Amount);

/// <summary>A section of the form. Sections without any value are left out.</summary>
/// <param name="Name">Heading.</param>
/// <param name="Lines">The fields that have a value.</param>
public sealed record FormSection(Text Name, IReadOnlyList<FormLine> Lines);

/// <summary>A field of the form. Fields without a value are left out.</summary>
/// <param name="Name">Label of the field; at most <see cref="LongestName"/> Chinese characters, so that it is printed on one line.</param>
/// <param name="Value">Value for printing; amounts have two decimals and a unit.</param>
public sealed record FormLine(Text Name, Text Value)
{
    /// <summary>Most Chinese characters of a label.</summary>
    public const int LongestName = 9;
}

/// <summary>A price in a foreign currency; <see cref="ContractRegistered.ContractValue"/> is the same price in yuan.</summary>
/// <param name="Currency">Name of the currency in both languages.</param>
/// <param name="Amount">Amount in units of the foreign currency.</param>
/// <param name="Rate">Yuan for one unit of the foreign currency.</param>
/// <param name="RateOn">Day of the exchange rate.</param>
public sealed record ForeignPrice(Text Currency, decimal Amount, decimal Rate, DateOnly RateOn);

/// <summary>A party of a contract, with the data that other apps need.</summary>
/// <param name="Uscc">Unified social credit code; null for a foreign organisation or a natural person.</param>
/// <param name="Name">Name of the party.</param>
/// <param name="Kind">Party kind code (010 机关法人 …, 022 高等院校, 150 有限责任 …).</param>
/// <param name="Region">Six-digit region code (GB/T 2260); null abroad.</param>
/// <param name="Country">Customs country code; 142 for China.</param>
/// <param name="InZone">True when the party is located in the high-tech zone that runs this system.</param>
public sealed record ContractParty(string? Uscc, string Name, string Kind, string? Region, string Country, bool InZone)
{
    /// <summary>Number in the register of the party's own country; null for a Chinese organisation, and in messages of earlier
    /// versions.</summary>
    public string? ForeignId { get; init; }

    /// <summary>Name of the country for printing, in both languages; null for China, and in messages of earlier versions.</summary>
    public Text? CountryName { get; init; }

    /// <summary>Size of an enterprise: large, medium, small, micro; null when not stated.</summary>
    public string? Scale { get; init; }

    /// <summary>Whether the party is listed on a stock exchange; null when not stated.</summary>
    public bool? Listed { get; init; }

    /// <summary>Whether the party is located in any national high-tech zone; null when not stated.</summary>
    public bool? NationalZone { get; init; }

    /// <summary>Further qualities: transferBody, researchBody, convertedInstitute; null for none.</summary>
    public IReadOnlyList<string>? BodyFlags { get; init; }
}
