namespace TechTransfer.Certificates.Frame;

/// <summary>What issuing, showing and verifying need of a certificate's content.</summary>
public sealed record CertificateDescription
{
    /// <summary>Which kind, as in <see cref="Kinds.CertificateKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The kind's name, as in 技术合同登记证明.</summary>
    public required Text Title { get; init; }

    /// <summary>Who issues it, for print: the registrar's office, an organisation.</summary>
    public required string Issuer { get; init; }

    /// <summary>Who may see it without its number and code.</summary>
    public required Access Access { get; init; }

    /// <summary>The contracts, claims and grants that it falls with; empty for what was done and stays so, as a notice of
    /// cancellation.</summary>
    public required IReadOnlyList<string> RestsOn { get; init; }

    /// <summary>What anyone with number and code learns: no more than stands on the certificate, no secrets, nobody else's money.</summary>
    public required IReadOnlyList<CertifiedFact> Facts { get; init; }

    /// <summary>True when the file carries a signed statement of its facts for machines; its layout then claims PDF/A-3.</summary>
    public bool CarriesStatement { get; init; }
}

/// <summary>A fact that a certificate certifies.</summary>
/// <param name="Name">Its name in JSON, camelCase.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Value">Its value in JSON.</param>
/// <param name="Shown">Its value for people, in Chinese.</param>
public sealed record CertifiedFact(string Name, Text Label, object Value, string Shown);

/// <summary>Who may see a certificate.</summary>
/// <param name="Roles">Those who see all of its kind.</param>
/// <param name="Organisations">USCCs of the organisations that it concerns.</param>
/// <param name="OfficeOnly">True when only the organisation's transfer office may: what it tells belongs to a person.</param>
public sealed record Access(IReadOnlyList<Role> Roles, IReadOnlyList<string> Organisations, bool OfficeOnly = false)
{
    public bool Permits(Caller caller) =>
        Roles.Any(caller.Is) || (!OfficeOnly || caller.Is(Role.Office)) && Organisations.Any(caller.ActsFor);
}
