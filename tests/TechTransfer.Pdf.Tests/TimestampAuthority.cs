using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TechTransfer.Pdf.Tests;

/// <summary>A time-stamping authority on the loopback address. openssl makes the answers; some addresses return spoiled ones.</summary>
public sealed class TimestampAuthority : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SemaphoreSlim one = new(1);
    private WebApplication? app;
    private int count;

    public X509Certificate2 Root { get; private set; } = null!;

    public string RootPath => folder.PathOf("root.pem");

    public Uri Address(string behaviour) => new($"{app!.Urls.Single()}/{behaviour}");

    public async Task InitializeAsync()
    {
        MakeCertificates();
        Configure("tsa.cnf", "sha256");
        Configure("refuses.cnf", "sha512");
        File.WriteAllText(folder.PathOf("serial"), "01\n");

        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.MapPost("/{behaviour}", AnswerAsync);
        await app.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
    }

    public void Dispose()
    {
        one.Dispose();
        folder.Dispose();
    }

    private async Task AnswerAsync(string behaviour, HttpContext context)
    {
        using var question = new MemoryStream();
        await context.Request.Body.CopyToAsync(question);
        context.Response.ContentType = behaviour == "text" ? "text/plain" : "application/timestamp-reply";
        if (context.Request.ContentType != "application/timestamp-query")
            context.Response.StatusCode = 400;
        switch (behaviour)
        {
            case "error":
                context.Response.StatusCode = 500;
                break;
            case "slow":
                await Task.Delay(TimeSpan.FromSeconds(30), context.RequestAborted);
                break;
            case "endless":
                while (!context.RequestAborted.IsCancellationRequested)
                    await context.Response.Body.WriteAsync(new byte[10_000], context.RequestAborted);
                break;
            case "garbage":
                await context.Response.Body.WriteAsync("no time-stamp"u8.ToArray());
                break;
            case "cut":
                var whole = Reply(question.ToArray(), "tsa.cnf");
                await context.Response.Body.WriteAsync(whole.AsMemory(0, whole.Length - 20));
                break;
            case "other nonce":
                await context.Response.Body.WriteAsync(Reply(OtherNonce(question.ToArray()), "tsa.cnf"));
                break;
            case "other hash":
                await context.Response.Body.WriteAsync(Reply(OtherHash(question.ToArray()), "tsa.cnf"));
                break;
            case "refuses":
                await context.Response.Body.WriteAsync(Reply(question.ToArray(), "refuses.cnf"));
                break;
            default:
                await context.Response.Body.WriteAsync(Reply(question.ToArray(), "tsa.cnf"));
                break;
        }
    }

    private byte[] Reply(byte[] question, string configuration)
    {
        one.Wait();
        try
        {
            var name = (++count).ToString(CultureInfo.InvariantCulture);
            var (from, to) = (folder.Write($"{name}.tsq", question), folder.PathOf($"{name}.tsr"));
            Judge.Start("openssl", "ts", "-reply", "-config", folder.PathOf(configuration), "-queryfile", from, "-out", to);
            return File.ReadAllBytes(to);
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Changes the last byte of the nonce, which is followed by the three bytes of certReq.</summary>
    private static byte[] OtherNonce(byte[] question)
    {
        question[^4] ^= 1;
        return question;
    }

    private static byte[] OtherHash(byte[] question)
    {
        var hash = question.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x04, 0x20]);
        question[hash + 10] ^= 1;
        return question;
    }

    private void Configure(string name, string digests) =>
        folder.Write(
            name,
            Encoding.ASCII.GetBytes(
                $"""
                [tsa]
                default_tsa = tsa1
                [tsa1]
                serial = {folder.PathOf("serial")}
                signer_cert = {folder.PathOf("tsa.pem")}
                signer_key = {folder.PathOf("key.pem")}
                certs = {folder.PathOf("root.pem")}
                signer_digest = sha256
                default_policy = 1.2.3.4.1
                digests = {digests}
                ess_cert_id_alg = sha256
                """
            )
        );

    private void MakeCertificates()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var rootKey = RSA.Create(2048);
        var rootRequest = new CertificateRequest("CN=Test time root", rootKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        rootRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var root = rootRequest.CreateSelfSigned(now.AddDays(-1), now.AddYears(5));
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Test time authority", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.8")], true));
        using var certificate = request.Create(root, now.AddDays(-1), now.AddYears(2), [0x55, 1, 2, 3]);
        Root = X509CertificateLoader.LoadCertificate(root.RawData);
        folder.Write("root.pem", Encoding.ASCII.GetBytes(root.ExportCertificatePem() + "\n"));
        folder.Write("tsa.pem", Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n"));
        folder.Write("key.pem", Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"));
    }
}
