using System.Diagnostics;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Calendar;
using TechTransfer.LocalHost;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.ContractRegistration.Tests.Parties;

public sealed record Answered(int Status, JsonNode? Body, string? Tag)
{
    public string? Code => (string?)Body?["code"];

    public string? Path => (string?)Body?["errors"]?.AsArray().FirstOrDefault()?["path"];
}

public sealed record Person(string Subject, string? Organisation, params string[] Roles);

/// <summary>The app in the test process, behind LocalHost, on a separate Azurite.</summary>
public sealed class RunningApp : IAsyncLifetime, IDisposable
{
    public static readonly Person RegistrarA = new("registrar-a", null, "registrar");
    public static readonly Person RegistrarB = new("registrar-b", null, "registrar");
    public static readonly Person Auditor = new("auditor", null, "auditor");
    public static readonly Person Finance = new("finance-a", null, "finance");

    private static int organisations;
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly string folder = Directory.CreateTempSubdirectory("techtransfer-").FullName;
    private readonly HttpClient http = new();
    private FunctionsHost? host;
    private Process? storageServer;

    public string Storage { get; private set; } = "";

    /// <summary>A valid credit code (USCC) that no other test uses.</summary>
    public static string NewOrganisation()
    {
        var first17 = $"91500107MA9{Interlocked.Increment(ref organisations):D6}";
        return first17 + CreditCode.CheckCharacter(first17);
    }

    public static Person UserOf(string organisation, string name = "u1") => new($"{name}-of-{organisation}", organisation, "office");

    public async Task InitializeAsync()
    {
        var publicKey = Path.Combine(folder, "signing.pub.pem");
        await File.WriteAllTextAsync(publicKey, key.ExportSubjectPublicKeyInfoPem());
        (Storage, storageServer) = await AzuriteServer.StartOwnAsync();
        host = await HostedInProcess.StartAsync(
            typeof(Contract).Assembly,
            new Dictionary<string, string> { ["AzureWebJobsStorage"] = Storage, ["SignIn__LocalKeyFile"] = publicKey }
        );
        http.BaseAddress = host.Address;
    }

    public async Task DisposeAsync()
    {
        if (host is not null)
            await host.DisposeAsync();
        storageServer?.Kill();
        Directory.Delete(folder, recursive: true);
    }

    public void Dispose()
    {
        http.Dispose();
        key.Dispose();
        storageServer?.Dispose();
    }

    public Task<Answered> GetAsync(Person? caller, string path) => SendAsync(caller, new(HttpMethod.Get, path));

    /// <summary>
    /// Sends a command with a new idempotency key unless one is given. A null <paramref name="ifMatch"/> sends no If-Match header.
    /// </summary>
    public async Task<Answered> PostAsync(
        Person? caller,
        string path,
        string? json = "{}",
        string? ifMatch = null,
        string? idempotencyKey = null
    ) => await SendAsync(caller, Command(HttpMethod.Post, path, json, ifMatch, idempotencyKey));

    public async Task<Answered> PutAsync(Person? caller, string path, string json, string? ifMatch = null) =>
        await SendAsync(caller, Command(HttpMethod.Put, path, json, ifMatch, null));

    /// <summary>Files and submits C01 with this organisation as the seller; returns the answer to the submission.</summary>
    public async Task<Answered> FileAsync(string seller, string name, Action<JsonObject>? change = null)
    {
        var today = TimeProvider.System.ChinaToday();
        var sample = SampleFiles.Contract("C01", today);
        var content = sample.Content.DeepClone().AsObject();
        var party = content["sellers"]![0]!.AsObject();
        (party["uscc"], party["name"], party["sealName"]) = (seller, name, name);
        change?.Invoke(content);
        var filer = UserOf(seller);
        var filed = await PostAsync(filer, "/api/contracts", content.ToJsonString());
        Assert.True(filed.Status == 201, $"{filed.Body}");
        var path = $"/api/contracts/{filed.Body!["id"]}";
        foreach (var attachment in sample.Attachments)
        {
            var request = new HttpRequestMessage(
                HttpMethod.Post,
                $"{path}/attachments?name={Uri.EscapeDataString(attachment.Name)}&kind={attachment.Kind}"
            )
            {
                Content = new ByteArrayContent(SamplePdf.With(attachment.Kind)),
            };
            request.Content.Headers.ContentType = new("application/pdf");
            request.Headers.Add("Idempotency-Key", $"{Guid.NewGuid()}");
            request.Headers.TryAddWithoutValidation("If-Match", filed.Tag);
            var attached = await SendAsync(filer, request);
            Assert.True(attached.Status == 200, $"{attached.Body}");
            filed = filed with { Tag = attached.Tag };
        }
        var submitted = await PostAsync(filer, $"{path}/submit", ifMatch: filed.Tag);
        Assert.True(submitted.Status == 200, $"{submitted.Body}");
        return submitted;
    }

    /// <summary>Polls for an asynchronous effect; the test fails after five minutes.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isTrue)
    {
        var waited = Stopwatch.StartNew();
        while (!await isTrue())
        {
            Assert.True(waited.Elapsed < TimeSpan.FromMinutes(5), "It did not come about within five minutes.");
            await Task.Delay(100);
        }
    }

    public async Task<Answered> KnownPartyAsync(Person caller, string uscc)
    {
        Answered party = null!;
        await UntilAsync(async () => (party = await GetAsync(caller, $"/api/parties/{uscc}")).Status == 200);
        return party;
    }

    private static HttpRequestMessage Command(HttpMethod method, string path, string? json, string? ifMatch, string? idempotencyKey)
    {
        var request = new HttpRequestMessage(method, path);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        request.Headers.Add("Idempotency-Key", idempotencyKey ?? $"{Guid.NewGuid()}");
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return request;
    }

    private async Task<Answered> SendAsync(Person? caller, HttpRequestMessage request)
    {
        if (caller is not null)
            request.Headers.Authorization = new("Bearer", Token(caller));
        using var response = await http.SendAsync(request);
        var isJson = response.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json";
        return new(
            (int)response.StatusCode,
            isJson ? await response.Content.ReadFromJsonAsync<JsonNode>() : null,
            response.Headers.ETag?.ToString()
        );
    }

    private string Token(Person person)
    {
        var claims = new Dictionary<string, object>
        {
            ["sub"] = person.Subject,
            ["name"] = person.Subject,
            ["roles"] = person.Roles,
        };
        if (person.Organisation is { } organisation)
            claims["org"] = organisation;
        return new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = "techtransfer-local",
                Audience = "techtransfer",
                Expires = TimeProvider.System.GetUtcNow().AddHours(1).UtcDateTime,
                Claims = claims,
                SigningCredentials = new(new ECDsaSecurityKey(key), SecurityAlgorithms.EcdsaSha256),
            }
        );
    }
}

[CollectionDefinition(Name)]
public sealed class RunningAppTests : ICollectionFixture<RunningApp>
{
    public const string Name = "the running app: parties and notifications";
}
