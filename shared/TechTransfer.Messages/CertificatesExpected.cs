using TechTransfer.Kernel;

namespace TechTransfer.Messages;

/// <summary>Something was filed about which certificates will be issued later, so that those concerned may ask for them before. From
/// RewardCalculation and OwnershipGrants to Certificates; a contract has <see cref="ApplicationSubmitted"/> instead.</summary>
/// <param name="Subject">Id of the claim, grant or distribution.</param>
/// <param name="Of">One of <see cref="Claim"/>, <see cref="Grant"/> and <see cref="Distribution"/>.</param>
/// <param name="Organisation">USCC of the organisation that filed it.</param>
[WireName(MessageNames.CertificatesExpected)]
public sealed record CertificatesExpected(string Subject, string Of, string Organisation)
{
    /// <summary>A reward claim.</summary>
    public const string Claim = "claim";

    /// <summary>A grant of rights in an achievement.</summary>
    public const string Grant = "grant";

    /// <summary>A distribution of income.</summary>
    public const string Distribution = "distribution";
}
