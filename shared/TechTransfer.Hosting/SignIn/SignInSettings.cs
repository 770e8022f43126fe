using Microsoft.Extensions.Configuration;

namespace TechTransfer.Hosting.SignIn;

/// <summary>Whose tokens are accepted.</summary>
/// <param name="Authority">The OpenID provider (Microsoft Entra ID), whose keys are found by discovery; null when only local tokens are
/// taken.</param>
/// <param name="Audience">What a token must be meant for.</param>
/// <param name="LocalKeyFile">The public part of the checkout's own key, for local work; null outside Development.</param>
/// <param name="OrganisationClaim">The claim that holds the USCC the caller acts for. Where the provider cannot write one, an app role
/// <c>org:USCC</c> says the same.</param>
public sealed record SignInSettings(string? Authority, string Audience, string? LocalKeyFile, string OrganisationClaim = "org")
{
    /// <summary>The issuer of local tokens.</summary>
    public const string LocalIssuer = "techtransfer-local";

    /// <summary>Reads <c>SignIn__Authority</c>, <c>SignIn__Audience</c>, <c>SignIn__OrganisationClaim</c> and
    /// <c>SignIn__LocalKeyFile</c>.</summary>
    /// <exception cref="InvalidOperationException">A local key is set outside Development, the authority is not https, or there is nobody
    /// to trust.</exception>
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
        // Keys that come over plain http are anyone's; a provider on this very machine, for development, is the one exception.
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

    /// <summary>True for an http address of this machine.</summary>
    internal static bool IsLocal(Uri authority) => authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback;
}
