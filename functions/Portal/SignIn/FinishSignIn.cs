using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Portal.Frame;

namespace TechTransfer.Portal.SignIn;

public sealed class FinishSignIn(PortalSignIn settings, OpenIdProvider provider, Sessions sessions)
{
    private const string Route = "sign-in/done";

    /// <summary>The address that the provider leads back to, which is registered there.</summary>
    internal static string AddressOf(HttpRequest request) => $"{request.Scheme}://{request.Host}{Places.Home}/{Route}";

    [Function("FinishSignIn")]
    [OpenToAll]
    [Operation(
        "Come back from the OpenID provider",
        AnswerMediaTypes = ["text/html"],
        TakesOtherParameters = true,
        Query = ["code: From the provider", "state: From the provider"]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var cookie = PortalCookie.Of(request);
        var pending = await sessions.FindAsync<PendingSignIn>(cookie.Session, cancellation);
        var session =
            pending is not null && IsSame(request.Query["state"].ToString(), pending.State)
                ? await provider.RedeemAsync(request.Query["code"].ToString(), pending, AddressOf(request), cancellation)
                : null;
        await sessions.EndAsync(cookie.Session, cancellation);
        // The id changes with the sign-in, so that nobody can plant one beforehand.
        (cookie with { Session = session is null ? "" : await sessions.BeginAsync(session, cancellation) }).Set(
            request.HttpContext.Response
        );
        return session is null
            ? new Page<SignInPage, SignInModel>(
                View.Of(request),
                new(pending?.To ?? Places.Home, settings.Authority is not null, settings.Users, Failed: true)
            )
            : new Redirection(pending!.To);
    }

    private static bool IsSame(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
}
