using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using TechTransfer.Kernel.Decisions;

namespace TechTransfer.Hosting.SignIn;

/// <summary>Turns a bearer token into a caller after checking signature, issuer, audience and lifetime. Uses the claims sub, name, roles,
/// and the one with the organisation's USCC.</summary>
public sealed class TokenValidation
{
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    // Exact names only: Enum.TryParse would also accept numbers and lists of names.
    private static readonly Dictionary<string, Role> RolesByName = Enum.GetValues<Role>()
        .ToDictionary(r => r.ToString(), StringComparer.OrdinalIgnoreCase);
    private const string OrganisationRole = "org:";
    private readonly TokenValidationParameters parameters;
    private readonly string organisationClaim;

    /// <summary>Reads the local key file; the provider's keys are fetched with the first token.</summary>
    public TokenValidation(SignInSettings settings, TimeProvider time)
    {
        organisationClaim = settings.OrganisationClaim;
        parameters = new()
        {
            ValidAudience = settings.Audience,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256],
            ClockSkew = TimeSpan.FromMinutes(1),
            RequireExpirationTime = true,
            LifetimeValidator = (from, to, _, p) =>
            {
                var now = time.GetUtcNow().UtcDateTime;
                return to is { } end && now - p.ClockSkew < end && (from is not { } start || now + p.ClockSkew > start);
            },
        };
        if (settings.LocalKeyFile is { } file)
        {
            var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(file));
            parameters.IssuerSigningKey = new ECDsaSecurityKey(key);
            parameters.ValidIssuer = SignInSettings.LocalIssuer;
        }
        if (settings.Authority is { } authority)
        {
            parameters.ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
                $"{authority.TrimEnd('/')}/.well-known/openid-configuration",
                new OpenIdConnectConfigurationRetriever(),
                new HttpDocumentRetriever { RequireHttps = !SignInSettings.IsLocal(new(authority)) }
            );
        }
    }

    /// <summary>The caller; null when the token is invalid or has no subject.</summary>
    public async Task<Caller?> ValidateAsync(string token)
    {
        var result = await Handler.ValidateTokenAsync(token, parameters);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken jwt || string.IsNullOrEmpty(jwt.Subject))
            return null;
        var roles = jwt
            .Claims.Where(c => c.Type == "roles" && RolesByName.ContainsKey(c.Value))
            .Select(c => RolesByName[c.Value])
            .ToHashSet();
        jwt.TryGetClaim("name", out var name);
        return new(jwt.Subject, name?.Value ?? jwt.Subject, roles, OrganisationOf(jwt));
    }

    // A caller acts for one organisation. With several in the token none is used, since the choice would be arbitrary.
    private string? OrganisationOf(JsonWebToken token)
    {
        var named = token
            .Claims.Where(c => c.Type == organisationClaim)
            .Select(c => c.Value)
            .Concat(
                token
                    .Claims.Where(c => c.Type == "roles" && c.Value.StartsWith(OrganisationRole, StringComparison.Ordinal))
                    .Select(c => c.Value[OrganisationRole.Length..])
            )
            .Distinct()
            .ToArray();
        return named.Length == 1 ? named[0] : null;
    }
}
