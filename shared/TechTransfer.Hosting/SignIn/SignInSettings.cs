using Microsoft.Extensions.Configuration;

namespace TechTransfer.Hosting.SignIn;

/// <summary>Settings for checking tokens. Either the authority or, in Development only, the local key file must be set.</summary>
/// <param name="Authority">URL of the OpenID provider (Microsoft Entra ID), whose keys are found by discovery; null when only local tokens
/// are accepted.</param>
/// <param name="Audience">Audience that a token must have.</param>
/// <param name="LocalKeyFile">PEM file with the public key for local tokens; null outside Development.</param>
/// <param name="OrganisationClaim">Claim with the USCC of the organisation that the caller acts for. If the provider cannot issue it, an
/// app role <c>org:USCC</c> has the same meaning.</param>
public sealed record SignInSettings(string? Authority, string Audience, string? LocalKeyFile, string OrganisationClaim = "org")
{
    /// <summary>Issuer of tokens that a developer's machine signs with its local key.</summary>
    public const string LocalIssuer = "techtransfer-local";

    /// <summary>Reads <c>SignIn__Authority</c>, <c>SignIn__Audience</c>, <c>SignIn__OrganisationClaim</c> and
    /// <c>SignIn__LocalKeyFile</c>.</summary>
    /// <exception cref="InvalidOperationException">A local key is set outside Development, the authority is not an https URL, or both are
    /// missing.</exception>
    public static SignInSettings From(IConfiguration configuration, bool isDevelopment)
    {
        string? Value(string name) => configuration[$"SignIn:{name}"] is { Length: > 0 } value ? value : null;
        var settings = new SignInSettings(
            Value("Authority"),
            Value("Audience") ?? "techtransfer",
            Value("LocalKeyFile"),
            Value("OrganisationClaim") ?? "org"
        );
        if (settings.LocalKeyFile is not null && !isDevelopment)
            throw new InvalidOperationException("SignIn__LocalKeyFile is accepted only in Development.");
        if (settings.Authority is null && settings.LocalKeyFile is null)
            throw new InvalidOperationException("SignIn__Authority is missing: no token could be checked.");
        // Keys fetched over plain http can be forged; the only exception is a provider on this machine, in development.
        if (
            settings.Authority is { } authority
            && !(
                Uri.TryCreate(authority, UriKind.Absolute, out var uri)
                && (uri.Scheme == Uri.UriSchemeHttps || (isDevelopment && IsLocal(uri)))
            )
        )
        {
            throw new InvalidOperationException("SignIn__Authority must be an https address.");
        }
        return settings;
    }

    internal static bool IsLocal(Uri authority) => authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback;
}
