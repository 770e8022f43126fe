using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using TechTransfer.Testing;

namespace Azure.Data.Tables.Tests;

/// <summary>A token instead of a key, over HTTPS to an Azurite of the test's own.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tables-token-").FullName;
    private readonly int _port = AzuriteServer.FreePort();
    private X509Certificate2? _certificate;
    private Process? _azurite;

    private Uri Endpoint => new($"https://127.0.0.1:{_port}/devstoreaccount1");

    [Fact]
    public async Task A_token_opens_the_service()
    {
        var tokens = new OwnTokens();
        var service = new TableServiceClient(Endpoint, tokens, Options());
        var table = service.GetTableClient("contracts");
        await table.CreateIfNotExistsAsync();
        await table.AddEntityAsync(new TableEntity("p", "合同") { ["N"] = 1 });
        await table.SubmitTransactionAsync([new(TableTransactionActionType.UpdateMerge, new TableEntity("p", "合同") { ["N"] = 2 }, ETag.All)]);

        Assert.Equal(2, (await table.GetEntityAsync<TableEntity>("p", "合同")).Value.GetInt32("N"));
        Assert.Equal("devstoreaccount1", service.AccountName);
        Assert.Equal(["https://storage.azure.com/.default"], tokens.Scopes);
        Assert.Equal(2, (await new TableClient(Endpoint, "contracts", tokens, Options()).GetEntityAsync<TableEntity>("p", "合同")).Value.GetInt32("N"));
    }

    [Fact]
    public async Task A_token_for_another_audience_is_refused()
    {
        var options = Options();
        options.Audience = "https://other.example";
        var tokens = new OwnTokens();
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() =>
            new TableServiceClient(Endpoint, tokens, options).CreateTableAsync("contracts"));

        Assert.Equal(403, refused.Status);
        Assert.Equal(["https://other.example/.default"], tokens.Scopes);
    }

    [Fact]
    public async Task A_token_never_goes_over_plain_HTTP()
    {
        var tokens = new OwnTokens();
        var service = new TableServiceClient(new Uri($"http://127.0.0.1:{_port}/devstoreaccount1"), tokens);
        await Assert.ThrowsAsync<InvalidOperationException>(() => service.CreateTableAsync("contracts"));
        Assert.Empty(tokens.Scopes);
    }

    public async Task InitializeAsync()
    {
        _certificate = OwnCertificate();
        await File.WriteAllTextAsync(Path.Combine(_folder, "cert.pem"), _certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(_folder, "key.pem"), _certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        _azurite = Process.Start(new ProcessStartInfo("node")
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                Repository.PathOf("node_modules", "azurite", "dist", "src", "table", "main.js"), "--inMemoryPersistence", "--silent",
                "--skipApiVersionCheck", "--disableTelemetry", "--tablePort", $"{_port}", "--oauth", "basic",
                "--cert", Path.Combine(_folder, "cert.pem"), "--key", Path.Combine(_folder, "key.pem"),
            },
        })!;
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, _port);
                return;
            }
            catch (SocketException) when (tries < 300 && !_azurite.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    public Task DisposeAsync()
    {
        _azurite?.Kill(entireProcessTree: true);
        _azurite?.Dispose();
        _certificate?.Dispose();
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    private static X509Certificate2 OwnCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddMinutes(-5), now.AddHours(1));
    }

    // Only the certificate made above is trusted.
    private TableClientOptions Options() => new()
    {
        Transport = new HttpClientTransport(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown is X509Certificate2 && shown.GetCertHashString() == _certificate!.Thumbprint },
        }),
    };

    /// <summary>Tokens in the form of Microsoft Entra ID's; Azurite checks audience, issuer and times, not the signature.</summary>
    private sealed class OwnTokens : TokenCredential
    {
        public List<string> Scopes { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            var scope = Assert.Single(requestContext.Scopes);
            Scopes.Add(scope);
            var now = TimeProvider.System.GetUtcNow();
            var expires = now.AddHours(1);
            var claims = new
            {
                aud = scope[..^"/.default".Length],
                iss = "https://sts.windows.net/00000000-0000-0000-0000-000000000000/",
                iat = now.AddMinutes(-1).ToUnixTimeSeconds(),
                nbf = now.AddMinutes(-1).ToUnixTimeSeconds(),
                exp = expires.ToUnixTimeSeconds(),
            };
            return new AccessToken($"{Part(new { typ = "JWT", alg = "none" })}.{Part(claims)}.{Convert.ToHexString("unsigned"u8)}", expires);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));

        private static string Part(object claims) =>
            System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(claims)));
    }
}
