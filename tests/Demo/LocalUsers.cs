using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TechTransfer.Testing;

namespace TechTransfer.Demo;

/// <summary>Tokens of the local users in <c>tests/Samples/users.json</c>.</summary>
public static class LocalUsers
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    /// <param name="name">The user's name.</param>
    /// <param name="key">What the token is signed with.</param>
    /// <param name="time">The clock of the system that takes the token; null for the machine's.</param>
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
                // Its cache would go on using the first key of this file, whose owner may have disposed of it.
                SigningCredentials = new(
                    new ECDsaSecurityKey(key) { CryptoProviderFactory = new() { CacheSignatureProviders = false } },
                    SecurityAlgorithms.EcdsaSha256
                ),
            }
        );
    }
}
