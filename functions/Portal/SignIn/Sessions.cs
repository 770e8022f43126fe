using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;

namespace TechTransfer.Portal.SignIn;

/// <summary>Who is signed in, with the tokens for the services.</summary>
/// <param name="Caller">The user, as the services see him.</param>
/// <param name="Token">Access token for the services.</param>
/// <param name="TokenEnds">When the access token expires.</param>
/// <param name="Refresh">Token to get the next access token with; null without one.</param>
public sealed record Session(SignedInUser Caller, string Token, DateTimeOffset TokenEnds, string? Refresh);

/// <summary>A caller in a form that is stored.</summary>
public sealed record SignedInUser(string Subject, string Name, IReadOnlyList<Role> Roles, string? Organisation)
{
    public static SignedInUser Of(Caller caller) => new(caller.Subject, caller.Name, [.. caller.Roles.Order()], caller.Organisation);

    public Caller ToCaller() => new(Subject, Name, Roles.ToHashSet(), Organisation);
}

/// <summary>An authorization that is under way at the OpenID provider.</summary>
/// <param name="Verifier">The secret that proves who asked (PKCE).</param>
/// <param name="To">Page to lead to afterwards.</param>
public sealed record PendingSignIn(string State, string Nonce, string Verifier, string To);

/// <summary>Keeps sessions in the portal's own table, sealed. The browser has only the random id, the table only its hash.</summary>
public sealed class Sessions(ExpiringRows rows, SessionSeal seal, TimeProvider time)
{
    /// <summary>A working day; then one signs in again.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(10);

    private static readonly TimeSpan PendingLifetime = TimeSpan.FromMinutes(15);

    /// <summary>Keeps a new session and returns its id for the cookie.</summary>
    public Task<string> BeginAsync(Session session, CancellationToken cancellation) => AddAsync(session, Lifetime, cancellation);

    public Task<string> BeginAsync(PendingSignIn pending, CancellationToken cancellation) =>
        AddAsync(pending, PendingLifetime, cancellation);

    /// <summary>Null when the id is none, or what it named has expired or was ended.</summary>
    public async Task<T?> FindAsync<T>(string id, CancellationToken cancellation)
        where T : class
    {
        if (Parse(id) is not var (expiry, row))
            return null;
        var found = await rows.FindAsync(expiry, row, cancellation);
        return found is not null && seal.Open(Bound<T>(row), found) is { } text ? Json.Read<T>(text) : null;
    }

    public async Task ReplaceAsync(string id, Session session, CancellationToken cancellation)
    {
        if (Parse(id) is var (expiry, row))
            await rows.PutAsync(expiry, row, seal.Seal(Bound<Session>(row), Json.Write(session)), cancellation);
    }

    public async Task EndAsync(string id, CancellationToken cancellation)
    {
        if (Parse(id) is var (expiry, row))
            await rows.DeleteAsync(expiry, row, cancellation);
    }

    private async Task<string> AddAsync<T>(T value, TimeSpan lifetime, CancellationToken cancellation)
    {
        var expiry = DateTimeOffset.FromUnixTimeSeconds((time.GetUtcNow() + lifetime).ToUnixTimeSeconds());
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var row = Ids.Sha256(secret);
        await rows.PutAsync(expiry, row, seal.Seal(Bound<T>(row), Json.Write(value)), cancellation);
        return string.Create(CultureInfo.InvariantCulture, $"{expiry.ToUnixTimeSeconds()}~{secret}");
    }

    private static (DateTimeOffset Expiry, string Row)? Parse(string id) =>
        id.Split('~') is [var seconds, { Length: > 0 } secret]
        && long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var expiry)
        && expiry is > 0 and < 100_000_000_000
            ? (DateTimeOffset.FromUnixTimeSeconds(expiry), Ids.Sha256(secret))
            : null;

    // A pending sign-in is not taken for a session.
    private static string Bound<T>(string row) => $"{typeof(T).Name}\n{row}";
}
