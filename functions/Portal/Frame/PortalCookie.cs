using Microsoft.AspNetCore.Http;

namespace TechTransfer.Portal.Frame;

/// <summary>The portal's only cookie: language, size of letters and the id of the session, joined by dots.</summary>
/// <param name="Reading">Null when the visitor has chosen none.</param>
/// <param name="Session">Random id of the session; empty while nobody is signed in.</param>
public sealed record PortalCookie(Reading? Reading, bool IsLarge, string Session)
{
    /// <summary>The prefix makes browsers accept it only over https, for this host and the path <c>/</c>.</summary>
    public const string Name = "__Host-portal";

    private const string Large = "large";
    private const string Normal = "normal";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    /// <summary>Proxies may join several cookies with commas instead of semicolons.</summary>
    public static PortalCookie Of(HttpRequest request)
    {
        var value = request
            .Headers.Cookie.SelectMany(line => (line ?? "").Split(';', ','))
            .Select(pair => pair.Trim().Split('=', 2))
            .FirstOrDefault(pair => pair is [Name, _])
            ?[1];
        return value?.Split('.') is [var reading, var size, var session]
            ? new(Read(reading), size == Large, session)
            : new(null, false, "");
    }

    public static Reading? Read(string? word) =>
        Enum.GetValues<Reading>().Where(reading => Word(reading) == word).Cast<Reading?>().FirstOrDefault();

    public static string Word(Reading reading) => Json.EnumName(reading);

    public void Set(HttpResponse response) =>
        response.Cookies.Append(
            Name,
            $"{(Reading is { } reading ? Word(reading) : "")}.{(IsLarge ? Large : Normal)}.{Session}",
            new()
            {
                Path = "/",
                Secure = true,
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                // A sign-in ends with the browser; choices of display stay.
                MaxAge = Session.Length == 0 ? Lifetime : null,
            }
        );
}
