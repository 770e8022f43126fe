using System.Security.Cryptography;
using TechTransfer.Pdf.Keys;

namespace TechTransfer.Demo;

/// <summary>Key files for local runs, made once for each checkout. The apps accept them only in the Development environment.</summary>
public static class LocalKeys
{
    private const string SigningKey = "signing.pem";
    private const string PublicKey = "signing.pub.pem";
    private const string VerificationSecret = "verification.secret";
    private const string PersonsKey = "persons.key";
    private const string HeadsKey = "heads.key";
    private const string SessionsKey = "sessions.key";

    public static void MakeMissing(string folder)
    {
        Directory.CreateDirectory(folder);
        if (!File.Exists(Path.Combine(folder, SigningKey)) || !File.Exists(Path.Combine(folder, PublicKey)))
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            WriteSecret(Path.Combine(folder, SigningKey), key.ExportPkcs8PrivateKeyPem());
            File.WriteAllText(Path.Combine(folder, PublicKey), key.ExportSubjectPublicKeyInfoPem());
        }
        foreach (var secret in (string[])[VerificationSecret, PersonsKey, SessionsKey])
        {
            if (!File.Exists(Path.Combine(folder, secret)))
                WriteSecret(Path.Combine(folder, secret), Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        }
        if (!File.Exists(Path.Combine(folder, HeadsKey)))
        {
            using var heads = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            WriteSecret(Path.Combine(folder, HeadsKey), Convert.ToBase64String(heads.ExportPkcs8PrivateKey()));
        }
        // Local certification authority: authority.crt is the root certificate, signing.pfx the key that signs certificates.
        LocalAuthority.Open(Path.Combine(folder, "authority"), "重庆高新区技术合同认定登记机构（示例）", TimeProvider.System).Dispose();
    }

    public static ECDsa Read(string folder)
    {
        var file = Path.Combine(folder, SigningKey);
        if (!File.Exists(file))
            throw new DemoFailedException($"the key {file} is missing: start ./run once.");
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(file));
        return key;
    }

    private static void WriteSecret(string file, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(file, options);
        writer.Write(text);
    }
}

/// <summary>Ends the demo. The message is a complete sentence for the user.</summary>
public sealed class DemoFailedException(string message) : Exception(message);
