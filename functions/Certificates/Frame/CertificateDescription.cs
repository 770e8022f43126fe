namespace TechTransfer.Certificates.Frame;

public sealed record CertificateDescription
{
    /// <summary>Name of the kind, one of <see cref="Kinds.CertificateKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Title printed at the head of the certificate, for example 技术合同登记证明.</summary>
    public required Text Title { get; init; }

    /// <summary>Printed name of the issuer: a registrar's office or an organisation.</summary>
    public required string Issuer { get; init; }

    /// <summary>Signed-in users who may see the certificate; anyone else needs its number and verification code.</summary>
    public required Access Access { get; init; }

    /// <summary>
    /// Ids of the contracts, claims and grants whose end also ends this certificate; empty for the record of a past act, such as a
    /// cancellation notice.
    /// </summary>
    public required IReadOnlyList<string> RestsOn { get; init; }

    /// <summary>
    /// Facts shown to anyone who verifies the certificate by number and code: only what is printed on it, no secrets, no amounts of other
    /// parties.
    /// </summary>
    public required IReadOnlyList<CertifiedFact> Facts { get; init; }

    /// <summary>
    /// True when the PDF embeds a signed, machine-readable statement of the certified facts; the layout must then declare PDF/A-3.
    /// </summary>
    public bool CarriesStatement { get; init; }
}

/// <param name="Name">Name in JSON, camelCase.</param>
/// <param name="Shown">Value shown to people, in Chinese.</param>
public sealed record CertifiedFact(string Name, Text Label, object Value, string Shown);

/// <param name="Roles">Roles that see every certificate of the kind.</param>
/// <param name="Organisations">USCCs of the organisations that the certificate concerns.</param>
/// <param name="OfficeOnly">True when, within an organisation, only the transfer office may see it, because it contains a person's
/// data.</param>
public sealed record Access(IReadOnlyList<Role> Roles, IReadOnlyList<string> Organisations, bool OfficeOnly = false)
{
    public bool Permits(Caller caller) =>
        Roles.Any(caller.Is) || (!OfficeOnly || caller.Is(Role.Office)) && Organisations.Any(caller.ActsFor);
}
