namespace TechTransfer.ContractRegistration.Contracts;

public sealed record Party
{
    /// <summary>Unified social credit code (统一社会信用代码); null for foreign organisations and natural persons.</summary>
    [PlainCode]
    public string? Uscc { get; init; }

    /// <summary>Registration number of a foreign organisation in its own country.</summary>
    public string? ForeignId { get; init; }

    /// <summary>Identity document number of a natural person; never returned by the API.</summary>
    [Personal]
    [PlainCode]
    public string? PersonId { get; init; }
    public required string Name { get; init; }

    /// <summary>Code from the code table partyKind.</summary>
    public required string Kind { get; init; }

    /// <summary>Administrative division code of six digits (GB/T 2260); null abroad.</summary>
    public string? Region { get; init; }

    /// <summary>Customs country code; 142 is China.</summary>
    public string Country { get; init; } = China;

    /// <summary>The filer's statement; a registrar's confirmation in the directory of organisations overrides it.</summary>
    public bool InZone { get; init; }
    public string? Address { get; init; }
    public string? Postcode { get; init; }

    /// <summary>Name of the legal representative (法定代表人).</summary>
    [Personal]
    public string? Representative { get; init; }

    [Personal]
    public string? Contact { get; init; }

    [Personal]
    public string? Phone { get; init; }

    /// <summary>Name on the party's seal in the contract; null for natural persons.</summary>
    public string? SealName { get; init; }

    /// <summary>Name of the person who signed the contract.</summary>
    [Personal]
    public string? Signer { get; init; }

    /// <summary>Why the signer may sign.</summary>
    public SignerAuthority? SignerAuthority { get; init; }

    /// <summary>True for a listed company (上市公司).</summary>
    public bool? Listed { get; init; }

    /// <summary>Size of an enterprise.</summary>
    public CompanyScale? Scale { get; init; }

    /// <summary>True when the party is in any national high-tech zone.</summary>
    public bool? NationalZone { get; init; }

    /// <summary>Further attributes that the national form asks for.</summary>
    public IReadOnlyList<BodyFlag> BodyFlags { get; init; } = [];

    internal const string China = "142";

    /// <summary>Also true for Hong Kong, Macao and Taiwan, which have customs codes of their own.</summary>
    public bool IsAbroad() => Country != China;

    /// <summary>True for a natural person or a one-person business (自然人、个体).</summary>
    public bool IsPerson() => Kind.StartsWith('4');

    /// <summary>Key for comparing parties: credit code, else foreign registration number, else normalised name.</summary>
    public string Identity() => Uscc ?? ForeignId ?? PlainText.Of(Name);

    public Messages.ContractParty ToMessage(bool inZone) =>
        new(Uscc, Name, Kind, Region, Country, inZone)
        {
            ForeignId = IsAbroad() && !IsPerson() ? ForeignId : null,
            Scale = Scale is { } scale ? Json.EnumName(scale) : null,
            Listed = Listed,
            NationalZone = NationalZone,
            BodyFlags = BodyFlags.Count == 0 ? null : [.. BodyFlags.Select(Json.EnumName)],
        };

    /// <summary>Events store no natural persons, because events cannot be erased.</summary>
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

public enum SignerAuthority
{
    LegalRepresentative,

    /// <summary>A power of attorney (授权委托书) for an agent or an internal department.</summary>
    PowerOfAttorney,

    /// <summary>No authority; the pre-check rejects it.</summary>
    None,
}

public enum CompanyScale
{
    Large,
    Medium,
    Small,
    Micro,
}

/// <summary>Attributes of an organisation that the national form asks for.</summary>
public enum BodyFlag
{
    /// <summary>技术转移机构: technology transfer organisation.</summary>
    TransferBody,

    /// <summary>研发机构: research and development organisation.</summary>
    ResearchBody,

    /// <summary>转制院所: former public institute that was converted into an enterprise.</summary>
    ConvertedInstitute,
}
