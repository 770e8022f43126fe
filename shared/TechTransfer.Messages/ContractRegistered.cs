using TechTransfer.Kernel;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Money;

namespace TechTransfer.Messages;

/// <summary>A contract got its registration number (登记). Published by ContractRegistration; carries what rewards and certificates need,
/// never the contract's text.</summary>
[WireName(MessageNames.ContractRegistered)]
public sealed record ContractRegistered
{
    /// <summary>The registration case.</summary>
    public required string ContractId { get; init; }

    /// <summary>The registration number, 16 digits by the default pattern.</summary>
    public required string Number { get; init; }

    /// <summary>The day of the decision, in China time.</summary>
    public required DateOnly RegisteredOn { get; init; }

    /// <summary>The registrar's office, for print.</summary>
    public required string RegistrarOffice { get; init; }

    /// <summary>Sub-kind code (D1, T3, L1 …).</summary>
    public required string Kind { get; init; }

    /// <summary>The sub-kind's Chinese and English name.</summary>
    public required Text KindName { get; init; }

    /// <summary>The project's name.</summary>
    public required string Title { get; init; }

    /// <summary>The output side.</summary>
    public required IReadOnlyList<ContractParty> Sellers { get; init; }

    /// <summary>The absorbing side.</summary>
    public required IReadOnlyList<ContractParty> Buyers { get; init; }

    /// <summary>The broker, if the contract names one.</summary>
    public ContractParty? Intermediary { get; init; }

    /// <summary>The day of signing.</summary>
    public required DateOnly SignedOn { get; init; }

    /// <summary>First day of validity.</summary>
    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>Last day of validity.</summary>
    public required DateOnly EffectiveTo { get; init; }

    /// <summary>Contract value (合同成交额), yuan.</summary>
    public required Yuan ContractValue { get; init; }

    /// <summary>fixed, estimated or undetermined.</summary>
    public required string ValueStatus { get; init; }

    /// <summary>Assessed technical amount (技术交易额), yuan.</summary>
    public required Yuan TechnicalAmount { get; init; }

    /// <summary>How the price is paid: once, instalments, royalty, entranceFeeAndRoyalty, equity, useFirst, other.</summary>
    public required string PaymentMode { get; init; }

    /// <summary>The name of the mode of payment; null in messages from before it was told.</summary>
    public Text? PaymentModeName { get; init; }

    /// <summary>True when the parties are related (关联交易).</summary>
    public required bool RelatedParty { get; init; }

    /// <summary>Credit code of the registrar's office.</summary>
    public string? RegistrarOfficeId { get; init; }

    /// <summary>Code of the technical field; null when an older message did not carry it, as with the codes below.</summary>
    public string? TechnicalField { get; init; }

    /// <summary>Code of the kind of right the contract is about.</summary>
    public string? IpKind { get; init; }

    /// <summary>Code of the plan that the project belongs to.</summary>
    public string? PlanSource { get; init; }

    /// <summary>Section or division of GB/T 4754 that the buyer belongs to.</summary>
    public string? Industry { get; init; }

    /// <summary>How far a licence goes: exclusive, sole, ordinary; null when nothing is licensed.</summary>
    public string? LicenceMode { get; init; }

    /// <summary>The licence's term in years; null when nothing is licensed.</summary>
    public decimal? LicenceYears { get; init; }

    /// <summary>The contract that this one serves, as a broker's does: its case id or registration number.</summary>
    public string? LinkedContract { get; init; }

    /// <summary>The rule set that was pinned on the case.</summary>
    public required string RuleSet { get; init; }

    /// <summary>The achievement it converts, if the filer named one.</summary>
    public string? AchievementId { get; init; }

    /// <summary>The registration form as printed, for the information sheet; null in messages from before it was told.</summary>
    public ContractForm? Form { get; init; }
}

/// <summary>What the registration form (技术合同登记表) says beside the facts of <see cref="ContractRegistered"/>, as printed: no natural person,
/// no clause of the contract, no description of technology.</summary>
/// <param name="Sections">In the order of the form.</param>
/// <param name="Deductions">What was taken off the value as non-technical cost (非技术性费用), by type.</param>
public sealed record ContractForm(IReadOnlyList<FormSection> Sections, IReadOnlyList<DeductedCost> Deductions);

/// <summary>Non-technical cost of a type.</summary>
/// <param name="Type">The type's code.</param>
/// <param name="Name">The type's name.</param>
/// <param name="Amount">Yuan, above zero.</param>
public sealed record DeductedCost(string Type, Text Name, Yuan Amount);

/// <summary>A part of the form.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Lines">Its fields that are filled in.</param>
public sealed record FormSection(Text Name, IReadOnlyList<FormLine> Lines);

/// <summary>A field of the form.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Value">As printed; amounts with two decimals and their unit.</param>
public sealed record FormLine(Text Name, Text Value);

/// <summary>A party as other apps need it.</summary>
/// <param name="Uscc">The unified social credit code; null for a foreign organisation or a natural person.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Party kind code (010 机关法人 …, 022 高等院校, 150 有限责任 …).</param>
/// <param name="Region">Six-digit region (GB/T 2260); null abroad.</param>
/// <param name="Country">Customs country code, 142 for China.</param>
/// <param name="InZone">True when it stands in the high-tech zone.</param>
public sealed record ContractParty(string? Uscc, string Name, string Kind, string? Region, string Country, bool InZone)
{
    /// <summary>Size of an enterprise: large, medium, small, micro; null where it was not stated.</summary>
    public string? Scale { get; init; }

    /// <summary>Whether it is listed on an exchange; null where it was not stated.</summary>
    public bool? Listed { get; init; }

    /// <summary>Whether it stands in a national high-tech zone; null where it was not stated.</summary>
    public bool? NationalZone { get; init; }

    /// <summary>What it is besides: transferBody, researchBody, convertedInstitute; null for none.</summary>
    public IReadOnlyList<string>? BodyFlags { get; init; }
}
