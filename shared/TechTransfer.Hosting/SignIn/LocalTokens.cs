using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TechTransfer.Hosting.SignIn;

/// <summary>Signs tokens for the users of a developer's machine. The apps accept them in Development only.</summary>
public static class LocalTokens
{
    /// <summary>How long a token is valid.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    /// <param name="key">Private key whose public part the apps have as <c>SignIn__LocalKeyFile</c>.</param>
    /// <param name="audience">Audience that the apps expect.</param>
    /// <param name="subject">Id of the user.</param>
    /// <param name="name">Name of the user.</param>
    /// <param name="roles">Names of the user's roles.</param>
    /// <param name="organisation">Credit code of the user's organisation; null for officials.</param>
    /// <param name="now">The apps' time.</param>
    public static string Create(
        ECDsa key,
        string audience,
        string subject,
        string name,
        IReadOnlyList<string> roles,
        string? organisation,
        DateTimeOffset now
    )
    {
        var claims = new Dictionary<string, object>
        {
            ["sub"] = subject,
            ["name"] = name,
            ["roles"] = roles,
        };
        if (organisation is not null)
            claims["org"] = organisation;
        return new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = SignInSettings.LocalIssuer,
                Audience = audience,
                IssuedAt = now.UtcDateTime,
                NotBefore = now.UtcDateTime,
                Expires = (now + Lifetime).UtcDateTime,
                Claims = claims,
                // Without caching: the cache would keep using an earlier key object of the same file, which may be disposed.
                SigningCredentials = new(
                    new ECDsaSecurityKey(key) { CryptoProviderFactory = new() { CacheSignatureProviders = false } },
                    SecurityAlgorithms.EcdsaSha256
                ),
            }
        );
    }
}
