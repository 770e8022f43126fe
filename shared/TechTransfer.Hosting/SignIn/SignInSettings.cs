using Microsoft.Extensions.Configuration;

namespace TechTransfer.Hosting;

/// <summary>Whose tokens are accepted.</summary>
/// <param name="Authority">The OpenID provider (Microsoft Entra ID), whose keys are found by discovery; null when only local tokens are taken.</param>
/// <param name="Audience">What a token must be meant for.</param>
/// <param name="LocalKeyFile">The public part of the checkout's own key, for local work; null outside Development.</param>
public sealed record SignInSettings(string? Authority, string Audience, string? LocalKeyFile)
{
    /// <summary>The issuer of local tokens.</summary>
    public const string LocalIssuer = "techtransfer-local";

    /// <summary>Reads <c>SignIn__Authority</c>, <c>SignIn__Audience</c> and <c>SignIn__LocalKeyFile</c>.</summary>
    /// <exception cref="InvalidOperationException">A local key is set outside Development, or there is nobody to trust.</exception>
    public static SignInSettings From(IConfiguration configuration, bool isDevelopment)
    {
        string? Value(string name) => configuration[$"SignIn:{name}"] is { Length: > 0 } value ? value : null;
        var settings = new SignInSettings(Value("Authority"), Value("Audience") ?? "techtransfer", Value("LocalKeyFile"));
        if (settings.LocalKeyFile is not null && !isDevelopment) throw new InvalidOperationException("SignIn__LocalKeyFile is accepted only in Development.");
        if (settings.Authority is null && settings.LocalKeyFile is null) throw new InvalidOperationException("SignIn__Authority is missing: no token could be checked.");
        return settings;
    }
}
