using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using TechTransfer.Hosting.Tests.App;

namespace TechTransfer.Hosting.Tests.Access;

public sealed class TokenTests
{
    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    [Fact]
    public async Task A_good_token_names_its_caller()
    {
        var app = await ThingApp.SharedAsync();
        var caller = await (await app.GetAsync("who", ThingApp.Key.Token("u7", "office company", ThingApp.U1))).JsonAsync();
        Assert.Equal("u7", caller.GetProperty("subject").GetString());
        Assert.Equal("u7（虚构）", caller.GetProperty("name").GetString());
        Assert.Equal(ThingApp.U1, caller.GetProperty("organisation").GetString());
        Assert.Equal(["Company", "Office"], Roles(caller));
    }

    [Theory]
    [InlineData("office astronaut", new[] { "Office" })]
    [InlineData("OFFICE", new[] { "Office" })]
    [InlineData("3", new string[0])]
    [InlineData("99 -1", new string[0])]
    [InlineData("office,registrar", new string[0])]
    public async Task Roles_that_are_not_ours_are_passed_over(string roles, string[] expected)
    {
        var app = await ThingApp.SharedAsync();
        Assert.Equal(expected, Roles(await (await app.GetAsync("who", ThingApp.Key.Token("u1", roles))).JsonAsync()));
    }

    [Fact]
    public async Task Without_a_token_the_answer_says_how_to_sign_in()
    {
        var app = await ThingApp.SharedAsync();
        using var answer = await app.GetAsync("who");
        await answer.ProblemAsync(HttpStatusCode.Unauthorized, "not_signed_in");
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Basic dTpw")]
    [InlineData("Bearer garbage")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Bearer a.b.c.d.e")]
    [InlineData("Bearer eyJhbGciOiJFUzI1NiJ9.e30.")]
    public async Task What_is_no_token_is_refused(string authorization)
    {
        var app = await ThingApp.SharedAsync();
        using var answer = await app.SendAsync(
            HttpMethod.Get,
            "who",
            null,
            headers: h => h.TryAddWithoutValidation("Authorization", authorization)
        );
        await answer.ProblemAsync(HttpStatusCode.Unauthorized, "not_signed_in");
    }

    [Fact]
    public async Task Two_tokens_at_once_are_refused()
    {
        var app = await ThingApp.SharedAsync();
        var token = ThingApp.Office();
        using var answer = await app.SendAsync(
            HttpMethod.Get,
            "who",
            null,
            headers: h => h.TryAddWithoutValidation("Authorization", [$"Bearer {token}", $"Bearer {token}"])
        );
        await answer.ProblemAsync(HttpStatusCode.Unauthorized, "not_signed_in");
    }

    public static TheoryData<string> Faults => [.. Changes.Keys];

    private static readonly Dictionary<string, Action<SecurityTokenDescriptor>> Changes = new()
    {
        ["expired"] = t => (t.NotBefore, t.IssuedAt, t.Expires) = (Now.AddHours(-3), Now.AddHours(-3), Now.AddMinutes(-2)),
        ["not yet valid"] = t => t.NotBefore = Now.AddMinutes(5),
        ["without an end"] = t => t.Expires = null,
        ["wrong audience"] = t => t.Audience = "another",
        ["no audience"] = t => t.Audience = null,
        ["wrong issuer"] = t => t.Issuer = "https://login.example.invalid",
        ["no issuer"] = t => t.Issuer = null,
        ["no subject"] = t => t.Claims.Remove("sub"),
        ["empty subject"] = t => t.Claims["sub"] = "",
        ["another's key"] = t =>
            t.SigningCredentials = new(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)), SecurityAlgorithms.EcdsaSha256),
        ["another's RSA key"] = t => t.SigningCredentials = new(new RsaSecurityKey(RSA.Create(2048)), SecurityAlgorithms.RsaSha256),
        ["no signature"] = t => t.SigningCredentials = null,
        ["HS256 with the public key for a secret"] = t =>
            t.SigningCredentials = new(
                new SymmetricSecurityKey(Encoding.UTF8.GetBytes(ThingApp.Key.PublicPem)),
                SecurityAlgorithms.HmacSha256
            ),
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_token_with_a_fault_is_refused(string fault)
    {
        var app = await ThingApp.SharedAsync();
        using var answer = await app.GetAsync("who", ThingApp.Key.Token("u1", change: Changes[fault]));
        await answer.ProblemAsync(HttpStatusCode.Unauthorized, "not_signed_in");
        Assert.Equal("Bearer error=\"invalid_token\"", answer.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task A_token_is_good_for_a_minute_after_its_end_since_clocks_differ()
    {
        var app = await ThingApp.SharedAsync();
        using var answer = await app.GetAsync("who", ThingApp.Key.Token("u1", change: t => t.Expires = Now.AddSeconds(-20)));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_token_may_expire_at_the_last_instant_that_a_date_can_hold()
    {
        var app = await ThingApp.SharedAsync();
        using var answer = await app.GetAsync(
            "who",
            ThingApp.Key.Token("u1", change: t => t.Expires = DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc))
        );
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("ES384")]
    public async Task A_good_token_whose_head_is_changed_is_refused(string algorithm)
    {
        var app = await ThingApp.SharedAsync();
        var parts = ThingApp.Office().Split('.');
        var head = Base64UrlEncoder.Encode(JsonSerializer.Serialize(new { alg = algorithm, typ = "JWT" }));
        foreach (var token in (string[])[$"{head}.{parts[1]}.{parts[2]}", $"{head}.{parts[1]}."])
        {
            using var answer = await app.GetAsync("who", token);
            await answer.ProblemAsync(HttpStatusCode.Unauthorized, "not_signed_in");
        }
    }

    [Fact]
    public async Task A_good_token_whose_claims_are_changed_is_refused()
    {
        var app = await ThingApp.SharedAsync();
        var parts = ThingApp.Key.Token("u1", "office").Split('.');
        var claims = Base64UrlEncoder.Decode(parts[1]);
        var raised = Base64UrlEncoder.Encode(claims.Replace("office", "registrar", StringComparison.Ordinal));
        Assert.NotEqual(parts[1], raised);
        using var answer = await app.GetAsync("who", $"{parts[0]}.{raised}.{parts[2]}");
        await answer.ProblemAsync(HttpStatusCode.Unauthorized, "not_signed_in");
    }

    private static string[] Roles(JsonElement caller) => [.. caller.GetProperty("roles").EnumerateArray().Select(r => r.GetString()!)];
}
