using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TechTransfer.Testing;

namespace TechTransfer.Demo;

/// <summary>Signs tokens for the sample users in <c>tests/Samples/users.json</c>.</summary>
public static class LocalUsers
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    /// <param name="time">The clock of the apps that check the token; null for the real time.</param>
    public static string Token(string name, ECDsa key, TimeProvider? time = null)
    {
        var users = SampleFiles.Users;
        var user =
            users.FirstOrDefault(u => u.Name == name)
            ?? throw new DemoFailedException(
                $"there is no local user '{name}'; these are: {string.Join(", ", users.Select(u => u.Name))}."
            );
        var now = (time ?? TimeProvider.System).GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object>
        {
            ["sub"] = user.Sub,
            ["name"] = user.DisplayName,
            ["roles"] = user.Roles,
        };
        if (user.Org is { } organisation)
            claims["org"] = organisation;
        return new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = "techtransfer-local",
                Audience = "techtransfer",
                IssuedAt = now,
                NotBefore = now,
                Expires = now + Lifetime,
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
