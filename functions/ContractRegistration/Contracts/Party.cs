namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>A side of a contract as the filer describes it.</summary>
public sealed record Party
{
    /// <summary>Unified social credit code; every Chinese organisation has one.</summary>
    public string? Uscc { get; init; }

    /// <summary>Registration number of an organisation abroad, as its own country gives it.</summary>
    public string? ForeignId { get; init; }

    /// <summary>Identity document of a natural person: never shown to anyone.</summary>
    [Personal]
    public string? PersonId { get; init; }
    public required string Name { get; init; }

    /// <summary>Code of the party-kind table.</summary>
    public required string Kind { get; init; }

    /// <summary>Six digits of GB/T 2260; null abroad.</summary>
    public string? Region { get; init; }

    /// <summary>Customs country code; 142 is China.</summary>
    public string Country { get; init; } = China;

    /// <summary>What the filer says about its standing in the high-tech zone.</summary>
    public bool InZone { get; init; }
    public string? Address { get; init; }
    public string? Postcode { get; init; }

    /// <summary>Legal representative.</summary>
    [Personal]
    public string? Representative { get; init; }

    [Personal]
    public string? Contact { get; init; }

    [Personal]
    public string? Phone { get; init; }

    /// <summary>The name on the seal below the contract; a natural person has none.</summary>
    public string? SealName { get; init; }

    /// <summary>Who signed.</summary>
    [Personal]
    public string? Signer { get; init; }
    public SignerAuthority? SignerAuthority { get; init; }
    public bool? Listed { get; init; }
    public CompanyScale? Scale { get; init; }

    /// <summary>True when it stands in a national high-tech zone.</summary>
    public bool? NationalZone { get; init; }
    public IReadOnlyList<BodyFlag> BodyFlags { get; init; } = [];

    private const string China = "142";

    /// <summary>True for a party outside the customs territory of the mainland.</summary>
    public bool IsAbroad() => Country != China;

    /// <summary>True for a natural person or a one-person business (自然人、个体).</summary>
    public bool IsPerson() => Kind.StartsWith('4');

    /// <summary>Identifies the party: its credit code, else its foreign number, else its name.</summary>
    public string Identity() => Uscc ?? ForeignId ?? PlainText.Of(Name);

    /// <summary>As other apps and the certificate need it.</summary>
    public Messages.ContractParty ToMessage(bool inZone) =>
        new(Uscc, Name, Kind, Region, Country, inZone)
        {
            Scale = Scale is { } scale ? Json.Word(scale) : null,
            Listed = Listed,
            NationalZone = NationalZone,
            BodyFlags = BodyFlags.Count == 0 ? null : [.. BodyFlags.Select(Json.Word)],
        };

    /// <summary>The same without what identifies natural persons.</summary>
    public Party WithoutPersons() =>
        this with
        {
            PersonId = null,
            Representative = null,
            Contact = null,
            Phone = null,
            Signer = null,
            Name = IsPerson() && Uscc is null ? "" : Name,
            Address = IsPerson() ? null : Address,
        };
}

/// <summary>By what right the signer signed.</summary>
public enum SignerAuthority
{
    LegalRepresentative,

    /// <summary>An agent or an inner department with a power of attorney (授权委托书).</summary>
    PowerOfAttorney,

    /// <summary>Neither.</summary>
    None,
}

/// <summary>Size of an enterprise.</summary>
public enum CompanyScale
{
    Large,
    Medium,
    Small,
    Micro,
}

/// <summary>What the national form asks about an organisation.</summary>
public enum BodyFlag
{
    /// <summary>技术转移机构.</summary>
    TransferBody,

    /// <summary>研发机构.</summary>
    ResearchBody,

    /// <summary>转制院所.</summary>
    ConvertedInstitute,
}
