using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TechTransfer.Hosting.Tests.App;

public sealed class TestKey
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestKey()
    {
        PublicPem = key.ExportSubjectPublicKeyInfoPem();
        File = Path.Combine(Directory.CreateTempSubdirectory("hosting-tests-").FullName, "signing.pub.pem");
        System.IO.File.WriteAllText(File, PublicPem);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Path.GetDirectoryName(File)!, recursive: true);
    }

    public string File { get; }

    public string PublicPem { get; }

    /// <summary>A valid token, unless <paramref name="change"/> makes it invalid.</summary>
    public string Token(
        string subject,
        string? role = "office",
        string? organisation = null,
        Action<SecurityTokenDescriptor>? change = null
    )
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object> { ["sub"] = subject, ["name"] = $"{subject}（虚构）" };
        if (role is not null)
            claims["roles"] = role.Split(' ');
        if (organisation is not null)
            claims["org"] = organisation;
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = "techtransfer-local",
            Audience = "techtransfer",
            NotBefore = now.AddMinutes(-1),
            IssuedAt = now.AddMinutes(-1),
            Expires = now.AddHours(1),
            Claims = claims,
            SigningCredentials = new(new ECDsaSecurityKey(key), SecurityAlgorithms.EcdsaSha256),
        };
        change?.Invoke(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }
}
