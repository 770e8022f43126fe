using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using TechTransfer.Pdf.Keys;
using TechTransfer.Pdf.Signing;
using TechTransfer.Pdf.Timestamps;
using TechTransfer.Pdf.Verification;

namespace TechTransfer.Certificates.Signing;

/// <summary>Signs certificates with the issuer's key, and holds the trusted roots under which signatures are verified.</summary>
public sealed class CertificateSigner : IDisposable
{
    private readonly ISignatureKey key;
    private readonly VisibleSeal? seal;
    private readonly ITimestampClient? timestamps;
    private readonly bool timestampRequired;
    private readonly TimeProvider time;
    private readonly IDisposable[] owned;

    private CertificateSigner(
        SignatureKey key,
        IReadOnlyCollection<X509Certificate2> anchors,
        IReadOnlyCollection<X509Certificate2>? timestampAnchors,
        Uri? authority,
        bool timestampRequired,
        VisibleSeal? seal,
        TimeProvider time
    )
    {
        (this.key, this.seal, this.timestampRequired, this.time) = (key, seal, timestampRequired, time);
        Anchors = anchors;
        SignedBy = Convert.ToHexStringLower(SHA256.HashData(key.Certificate.RawData));
        Verification = new() { TimestampAnchors = timestampAnchors, Time = time };
        owned = [key];
        if (authority is null)
            return;
        // Longer than the timeout inside TimestampClient, so that the error message of TimestampClient is reported.
        var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = TimeSpan.FromSeconds(30),
        };
        timestamps = new TimestampClient(http, authority);
        owned = [key, http];
    }

    /// <summary>Trusted root certificates: of the current key, and of keys that signed earlier certificates.</summary>
    public IReadOnlyCollection<X509Certificate2> Anchors { get; }

    /// <summary>SHA-256 of the X.509 certificate that signs the files, lower-case hex.</summary>
    public string SignedBy { get; }

    public VerificationOptions Verification { get; }

    /// <summary>
    /// Reads the settings: <c>SignatureKey</c> (a PFX in base64; in Azure a Key Vault reference) or <c>SignatureKeyFile</c> with
    /// <c>SignatureKeyPassword</c>; <c>SignatureAnchors</c> (PEM) or <c>SignatureAnchorsFile</c>; and, if wanted, <c>TimestampAuthority</c>
    /// (an address) with <c>TimestampAnchors</c> or <c>TimestampAnchorsFile</c> and <c>TimestampRequired</c> (true if missing),
    /// <c>SealImageFile</c> (PNG or JPEG) with <c>SealPlace</c> (<c>left,bottom,width,height</c> in millimetres, on the last page).
    /// </summary>
    /// <exception cref="InvalidOperationException">A setting is missing or malformed; the message names it and shows no secret.</exception>
    public static CertificateSigner From(IConfiguration configuration, TimeProvider time)
    {
        var key = ReadKey(configuration);
        try
        {
            var anchors =
                ReadAnchors(configuration, "SignatureAnchors")
                ?? throw new InvalidOperationException("The setting SignatureAnchors (or SignatureAnchorsFile) is missing.");
            if (!IsVouchedFor(key, anchors, time))
                throw new InvalidOperationException(
                    "The certificate of the setting SignatureKey has no valid chain to SignatureAnchors today: its certificates could "
                        + "not be verified."
                );
            return new(
                key,
                anchors,
                ReadAnchors(configuration, "TimestampAnchors"),
                ReadAuthority(configuration),
                ReadFlag(configuration, "TimestampRequired", true),
                ReadSeal(configuration),
                time
            );
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>Signs a PDF. Each call gives different bytes, because a signature contains the time and a random part.</summary>
    /// <param name="number">Certificate number, written as the reason of the signature, so that a signed file identifies its
    /// certificate.</param>
    /// <exception cref="TimestampException">No time-stamp could be obtained, and the settings require one.</exception>
    public Task<byte[]> SignAsync(
        ReadOnlyMemory<byte> pdf,
        string number,
        IReadOnlyList<PdfAttachment> attachments,
        CancellationToken cancellation
    ) =>
        PdfSigner.SignAsync(
            pdf,
            key,
            new()
            {
                ClaimedTime = time.GetUtcNow(),
                Reason = number,
                Seal = seal,
                Attachments = attachments,
                Timestamps = timestamps,
                UnstampedIfTimestampFails = !timestampRequired,
            },
            cancellation
        );

    public byte[] SignDetached(ReadOnlySpan<byte> content) => DetachedSignature.Sign(content, key);

    public void Dispose()
    {
        foreach (var one in owned)
            one.Dispose();
    }

    private static SignatureKey ReadKey(IConfiguration configuration)
    {
        try
        {
            if (configuration["SignatureKey"] is { Length: > 0 } secret)
                return SignatureKey.FromSecret(secret);
            if (configuration["SignatureKeyFile"] is { Length: > 0 } file)
                return SignatureKey.FromPfxFile(file, configuration["SignatureKeyPassword"]);
        }
        catch (SignatureKeyException refused)
        {
            throw new InvalidOperationException(
                $"The setting SignatureKey (or SignatureKeyFile) cannot be used: {refused.Message}",
                refused
            );
        }
        throw new InvalidOperationException("The setting SignatureKey (or SignatureKeyFile) is missing.");
    }

    private static IReadOnlyCollection<X509Certificate2>? ReadAnchors(IConfiguration configuration, string name)
    {
        var text =
            configuration[name] is { Length: > 0 } given ? given
            : configuration[$"{name}File"] is { Length: > 0 } file ? File.ReadAllText(file)
            : null;
        if (text is null)
            return null;
        var anchors = new X509Certificate2Collection();
        try
        {
            anchors.ImportFromPem(text);
        }
        catch (CryptographicException broken)
        {
            throw new InvalidOperationException($"The setting {name} holds no certificates in PEM.", broken);
        }
        return anchors.Count > 0 ? [.. anchors] : throw new InvalidOperationException($"The setting {name} holds no certificates in PEM.");
    }

    // Check the chain at start: a key whose signatures cannot be verified must not be used.
    private static bool IsVouchedFor(SignatureKey key, IReadOnlyCollection<X509Certificate2> anchors, TimeProvider time)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        foreach (var anchor in anchors)
            chain.ChainPolicy.CustomTrustStore.Add(anchor);
        foreach (var between in key.Chain)
            chain.ChainPolicy.ExtraStore.Add(between);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        return chain.Build(key.Certificate);
    }

    private static Uri? ReadAuthority(IConfiguration configuration)
    {
        if (configuration["TimestampAuthority"] is not { Length: > 0 } text)
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new InvalidOperationException("The setting TimestampAuthority must be an http or https address.");
    }

    private static bool ReadFlag(IConfiguration configuration, string name, bool otherwise) =>
        configuration[name] is not { Length: > 0 } text ? otherwise
        : bool.TryParse(text, out var flag) ? flag
        : throw new InvalidOperationException($"The setting {name} must be true or false.");

    private static VisibleSeal? ReadSeal(IConfiguration configuration)
    {
        if (configuration["SealImageFile"] is not { Length: > 0 } file)
            return null;
        const float pointsPerMillimetre = 72 / 25.4f;
        var place = (configuration["SealPlace"] is { Length: > 0 } text ? text : "135,30,38,38")
            .Split(',')
            .Select(part =>
                float.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var millimetres)
                    ? millimetres * pointsPerMillimetre
                    : float.NaN
            )
            .ToArray();
        if (place is not [>= 0, >= 0, > 0, > 0])
            throw new InvalidOperationException("The setting SealPlace must be left,bottom,width,height in millimetres.");
        try
        {
            return new(SealImage.Read(File.ReadAllBytes(file)), place[0], place[1], place[2], place[3], Page: -1);
        }
        catch (ArgumentException refused)
        {
            throw new InvalidOperationException($"The setting SealImageFile cannot be used: {refused.Message}", refused);
        }
    }
}
