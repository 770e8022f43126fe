using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TechTransfer.Testing;

namespace TechTransfer.Demo;

/// <summary>Tokens of the local users in <c>tests/Samples/users.json</c>.</summary>
public static class LocalUsers
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    /// <param name="anyTime">True for an app whose clock is moved: the token holds a year before and after now.</param>
    public static string Token(string name, ECDsa key, bool anyTime = false)
    {
        var users = SampleFiles.Users;
        var user = users.FirstOrDefault(u => u.Name == name)
            ?? throw new DemoFailedException($"there is no local user '{name}'; these are: {string.Join(", ", users.Select(u => u.Name))}.");
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object> { ["sub"] = user.Sub, ["name"] = user.DisplayName, ["roles"] = user.Roles };
        if (user.Org is { } organisation) claims["org"] = organisation;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "techtransfer-local",
            Audience = "techtransfer",
            IssuedAt = now,
            NotBefore = anyTime ? now.AddYears(-1) : now,
            Expires = anyTime ? now.AddYears(1) : now + Lifetime,
            Claims = claims,
            SigningCredentials = new(new ECDsaSecurityKey(key), SecurityAlgorithms.EcdsaSha256),
        });
    }
}
