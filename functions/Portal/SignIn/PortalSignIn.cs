using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace TechTransfer.Portal.SignIn;

/// <summary>A user of the samples, whom a developer can be without a password.</summary>
/// <param name="Sub">Id of the user.</param>
/// <param name="DisplayName">Name for people.</param>
/// <param name="Roles">Names of the roles, as in tokens.</param>
/// <param name="Org">Credit code of the organisation; null for officials.</param>
public sealed record SampleUser(string Name, string Sub, string DisplayName, IReadOnlyList<Role> Roles, string? Org);

/// <summary>How users sign in to the portal: with the OpenID provider, or in Development as one of the sample users.</summary>
/// <param name="Authority">URL of the OpenID provider; null when there is none.</param>
/// <param name="ClientId">The portal's id at the provider.</param>
/// <param name="ClientSecret">Its secret; null for a client that has none.</param>
/// <param name="Scope">What the portal asks for; the access token must be meant for the services.</param>
/// <param name="Users">The sample users; empty outside Development.</param>
/// <param name="LocalKeyFile">PEM file with the private key of their tokens; null outside Development.</param>
public sealed record PortalSignIn(
    Uri? Authority,
    string ClientId,
    string? ClientSecret,
    string Scope,
    string Audience,
    IReadOnlyList<SampleUser> Users,
    string? LocalKeyFile
)
{
    public bool HasSamples => Users.Count > 0;

    /// <summary>Reads <c>SignIn__Authority</c>, <c>SignIn__ClientId</c>, <c>SignIn__ClientSecret</c>, <c>SignIn__Scope</c>, and in
    /// Development <c>SampleUsersFile</c> with <c>SignIn__LocalSigningKeyFile</c>.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing, or is accepted in Development only.</exception>
    public static PortalSignIn From(IConfiguration configuration, SignInSettings settings, bool isDevelopment)
    {
        var (usersFile, keyFile) = (configuration["SampleUsersFile"], configuration["SignIn:LocalSigningKeyFile"]);
        var samples = usersFile is { Length: > 0 } && keyFile is { Length: > 0 };
        if (samples && !isDevelopment)
            throw new InvalidOperationException("SampleUsersFile and SignIn__LocalSigningKeyFile are accepted only in Development.");
        var clientId = configuration["SignIn:ClientId"] ?? "";
        if (settings.Authority is not null && clientId.Length == 0 && !samples)
            throw new InvalidOperationException("SignIn__ClientId is missing: nobody could sign in.");
        return new(
            settings.Authority is { } authority && clientId.Length > 0 ? new(authority) : null,
            clientId,
            configuration["SignIn:ClientSecret"] is { Length: > 0 } secret ? secret : null,
            configuration["SignIn:Scope"] is { Length: > 0 } scope ? scope : $"openid profile offline_access {settings.Audience}/.default",
            settings.Audience,
            samples ? JsonSerializer.Deserialize<SampleUser[]>(File.ReadAllText(usersFile!), Json.Options)! : [],
            samples ? keyFile : null
        );
    }

    /// <summary>A token for a sample user.</summary>
    public string TokenOf(SampleUser user, DateTimeOffset now)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(LocalKeyFile!));
        return LocalTokens.Create(key, Audience, user.Sub, user.DisplayName, [.. user.Roles.Select(Json.EnumName)], user.Org, now);
    }
}
