using System.Buffers.Text;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace TechTransfer.Portal.SignIn;

/// <summary>The OpenID provider: authorization code with PKCE. Its access token goes to the services, which check it as any other.</summary>
public sealed class OpenIdProvider
{
    private static readonly HttpClient Http = new(
        new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), UseCookies = false }
    )
    {
        Timeout = TimeSpan.FromSeconds(15),
    };

    private readonly PortalSignIn settings;
    private readonly TokenValidation tokens;
    private readonly ILogger<OpenIdProvider> log;
    private readonly TimeProvider time;
    private readonly ConfigurationManager<OpenIdConnectConfiguration>? discovery;

    public OpenIdProvider(PortalSignIn settings, TokenValidation tokens, TimeProvider time, ILogger<OpenIdProvider> log)
    {
        (this.settings, this.tokens, this.time, this.log) = (settings, tokens, time, log);
        if (settings.Authority is { } authority)
        {
            discovery = new(
                $"{authority.AbsoluteUri.TrimEnd('/')}/.well-known/openid-configuration",
                new OpenIdConnectConfigurationRetriever(),
                new HttpDocumentRetriever(Http) { RequireHttps = !authority.IsLoopback }
            );
        }
    }

    /// <summary>A new authorization, and the address to send the browser to.</summary>
    /// <param name="redirect">The portal's address that the provider leads back to.</param>
    /// <param name="to">Page to lead to afterwards.</param>
    public async Task<(PendingSignIn Pending, string Address)> AskAsync(string redirect, string to, CancellationToken cancellation)
    {
        var pending = new PendingSignIn(Random(), Random(), Random(), to);
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(pending.Verifier)));
        var address = (await discovery!.GetConfigurationAsync(cancellation)).AuthorizationEndpoint;
        (string Name, string Value)[] query =
        [
            ("response_type", "code"),
            ("client_id", settings.ClientId),
            ("redirect_uri", redirect),
            ("scope", settings.Scope),
            ("state", pending.State),
            ("nonce", pending.Nonce),
            ("code_challenge", challenge),
            ("code_challenge_method", "S256"),
        ];
        var separator = address.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return (pending, $"{address}{separator}{string.Join('&', query.Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value)}"))}");
    }

    /// <summary>Takes the code to the provider; null when it gives no tokens, or none that the services would take.</summary>
    public Task<Session?> RedeemAsync(string code, PendingSignIn pending, string redirect, CancellationToken cancellation) =>
        GetAsync(
            pending.Nonce,
            cancellation,
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", redirect),
            ("code_verifier", pending.Verifier)
        );

    /// <summary>The session with the next access token; null when the provider gives none.</summary>
    public Task<Session?> RefreshAsync(string refresh, CancellationToken cancellation) =>
        GetAsync(null, cancellation, ("grant_type", "refresh_token"), ("refresh_token", refresh), ("scope", settings.Scope));

    private async Task<Session?> GetAsync(string? nonce, CancellationToken cancellation, params (string Name, string Value)[] form)
    {
        if (discovery is null)
            return null;
        var fields = form.Append(("client_id", settings.ClientId)).ToDictionary(f => f.Item1, f => f.Item2);
        if (settings.ClientSecret is { } secret)
            fields["client_secret"] = secret;
        if (await FetchAsync(discovery, fields, cancellation) is not { } given)
            return null;
        // The nonce ties the answer to the browser that asked; the connection to the provider vouches for the token.
        if (nonce is not null && (given.IdToken is null || new JsonWebToken(given.IdToken).GetPayloadValue<string>("nonce") != nonce))
            return null;
        if (await tokens.ValidateAsync(given.AccessToken) is not { } caller)
        {
            log.LogError("The OpenID provider's access token is not meant for the services, or has no roles: check SignIn__Scope");
            return null;
        }
        return new(SignedInUser.Of(caller), given.AccessToken, time.GetUtcNow().AddSeconds(given.ExpiresIn), given.RefreshToken);
    }

    // Null as well when the provider does not answer: the visitor then counts as not signed in, and the session stays for the next call.
    private async Task<GivenTokens?> FetchAsync(
        ConfigurationManager<OpenIdConnectConfiguration> provider,
        Dictionary<string, string> fields,
        CancellationToken cancellation
    )
    {
        try
        {
            var endpoint = (await provider.GetConfigurationAsync(cancellation)).TokenEndpoint;
            using var content = new FormUrlEncodedContent(fields);
            using var answer = await Http.PostAsync(new Uri(endpoint), content, cancellation);
            if (answer.IsSuccessStatusCode)
                return await answer.Content.ReadFromJsonAsync<GivenTokens>(cancellation);
            log.LogWarning("The OpenID provider refuses a token with {Status}", (int)answer.StatusCode);
        }
        catch (Exception failure)
            when (failure is HttpRequestException or InvalidOperationException or JsonException or IOException
                || (failure is OperationCanceledException && !cancellation.IsCancellationRequested)
            )
        {
            log.LogError("The OpenID provider does not answer: {Failure}", failure.GetType().Name);
        }
        return null;
    }

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private sealed record GivenTokens(
        [property: JsonPropertyName("access_token")] string AccessToken,
        [property: JsonPropertyName("id_token")] string? IdToken,
        [property: JsonPropertyName("refresh_token")] string? RefreshToken,
        [property: JsonPropertyName("expires_in")] int ExpiresIn
    );
}
