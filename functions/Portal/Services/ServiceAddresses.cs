using Microsoft.Extensions.Configuration;

namespace TechTransfer.Portal.Services;

/// <summary>Base addresses of the services, without <c>/api</c>.</summary>
public sealed record ServiceAddresses(Uri Contracts, Uri Rewards, Uri Grants, Uri Certificates)
{
    /// <summary>Reads <c>ContractsAddress</c>, <c>RewardsAddress</c>, <c>GrantsAddress</c> and <c>CertificatesAddress</c>.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or no http or https address; the message names it.</exception>
    public static ServiceAddresses From(IConfiguration configuration) =>
        new(
            Address("ContractsAddress", configuration["ContractsAddress"]),
            Address("RewardsAddress", configuration["RewardsAddress"]),
            Address("GrantsAddress", configuration["GrantsAddress"]),
            Address("CertificatesAddress", configuration["CertificatesAddress"])
        );

    private static Uri Address(string name, string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https")
            ? address
            : throw new InvalidOperationException($"The setting {name} must be an http or https address.");
}
