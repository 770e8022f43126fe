using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TechTransfer.Hosting.Tests.App;
using TechTransfer.Testing;

namespace TechTransfer.Hosting.Tests.Access;

/// <summary>Sign-in with tokens of a real OpenID provider, whose keys are found by discovery.</summary>
public sealed class OpenIdTests
{
    [Fact]
    public async Task A_token_of_the_provider_names_its_caller()
    {
        using var provider = await Provider.StartAsync();
        await using var app = await AppAsync(provider);
        var caller = await (await app.GetAsync("who", await provider.TokenAsync("office"))).JsonAsync();
        Assert.Equal(("office", "甲（虚构）", ThingApp.U1), (Text(caller, "subject"), Text(caller, "name"), Text(caller, "organisation")));
        Assert.Equal("Office", Assert.Single(caller.GetProperty("roles").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task An_app_role_can_name_the_organisation_and_two_name_none()
    {
        using var provider = await Provider.StartAsync();
        await using var app = await AppAsync(provider);
        Assert.Equal(
            "91500000MA00000003",
            Text(await (await app.GetAsync("who", await provider.TokenAsync("by-role"))).JsonAsync(), "organisation")
        );
        Assert.Null(Text(await (await app.GetAsync("who", await provider.TokenAsync("two-organisations"))).JsonAsync(), "organisation"));
        Assert.Null(Text(await (await app.GetAsync("who", await provider.TokenAsync("renamed"))).JsonAsync(), "organisation"));
    }

    [Fact]
    public async Task The_claim_of_the_organisation_is_a_setting()
    {
        using var provider = await Provider.StartAsync();
        await using var app = await AppAsync(provider, "--SignIn:OrganisationClaim", "extension_org");
        Assert.Equal(
            ThingApp.U1,
            Text(await (await app.GetAsync("who", await provider.TokenAsync("renamed"))).JsonAsync(), "organisation")
        );
        Assert.Null(Text(await (await app.GetAsync("who", await provider.TokenAsync("office"))).JsonAsync(), "organisation"));
    }

    [Fact]
    public async Task Tokens_of_another_tenant_for_another_audience_or_made_elsewhere_are_refused()
    {
        using var provider = await Provider.StartAsync();
        using var foreign = await Provider.StartAsync();
        await using var app = await AppAsync(provider);
        var good = await provider.TokenAsync("office");
        var parts = good.Split('.');
        var key = new { alg = "none", typ = "JWT" };
        var refused = new Dictionary<string, string>
        {
            ["another tenant's"] = await foreign.TokenAsync("office"),
            ["for another audience"] = await provider.TokenAsync("office", "urn:another"),
            ["of the checkout"] = ThingApp.Office(),
            ["with alg none"] = $"{Base64UrlEncoder.Encode(JsonSerializer.Serialize(key))}.{parts[1]}.",
            ["signed with the public key as a secret"] = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
                Encoding.UTF8.GetString(Base64UrlEncoder.DecodeBytes(parts[1])),
                new SigningCredentials(
                    new SymmetricSecurityKey(Encoding.UTF8.GetBytes(await provider.KeysAsync())),
                    SecurityAlgorithms.HmacSha256
                )
            ),
            ["changed"] =
                $"{parts[0]}.{Base64UrlEncoder.Encode(Encoding.UTF8.GetString(Base64UrlEncoder.DecodeBytes(parts[1])).Replace("office", "policy", StringComparison.Ordinal))}.{parts[2]}",
            ["of 20 KB"] = good + new string('A', 20_000),
        };
        foreach (var (what, token) in refused)
        {
            using var answer = await app.GetAsync("who", token);
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"a token {what} gives {answer.StatusCode}");
        }
        using var still = await app.GetAsync("who", good);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    [Theory]
    [InlineData("Development", "http://login.example.invalid")]
    [InlineData("Development", "login.example.invalid")]
    [InlineData("Production", "http://127.0.0.1:1/")]
    [InlineData("Production", "http://login.example.invalid")]
    public async Task Keys_are_not_fetched_over_plain_http(string environment, string authority)
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            ThingApp.StartAsync(environment: environment, args: ["--SignIn:Authority", authority])
        );
        Assert.Equal("SignIn__Authority must be an https address.", refused.Message);
    }

    private static Task<ThingApp> AppAsync(Provider provider, params string[] args) =>
        ThingApp.StartAsync(args: ["--SignIn:Authority", provider.Issuer, .. args]);

    private static string? Text(JsonElement caller, string name) => caller.TryGetProperty(name, out var value) ? value.GetString() : null;

    private sealed class Provider(Process process, string issuer) : IDisposable
    {
        private readonly HttpClient client = new() { BaseAddress = new(issuer) };

        public string Issuer { get; } = issuer;

        public static async Task<Provider> StartAsync()
        {
            var process = Process.Start(
                new ProcessStartInfo("node")
                {
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                    ArgumentList = { Repository.PathOf("tests", "TechTransfer.Hosting.Tests", "Access", "provider.mjs"), "techtransfer" },
                }
            )!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            while (await process.StandardOutput.ReadLineAsync() is { } line)
            {
                if (line.StartsWith("http://", StringComparison.Ordinal))
                    return new(process, line);
            }
            throw new InvalidOperationException("The OpenID provider did not start: has npm ci run?");
        }

        public async Task<string> TokenAsync(string clientId, string resource = "urn:here")
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "token")
            {
                Content = new FormUrlEncodedContent(
                    new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["resource"] = resource }
                ),
            };
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{clientId}:not-a-secret")));
            using var answer = await client.SendAsync(request);
            return (await answer.JsonAsync()).GetProperty("access_token").GetString()!;
        }

        public Task<string> KeysAsync() => client.GetStringAsync("jwks");

        public void Dispose()
        {
            client.Dispose();
            process.Kill();
            process.Dispose();
        }
    }
}
