using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Portal.Frame;

namespace TechTransfer.Portal.SignIn;

public sealed class SignOut(Sessions sessions)
{
    [Function("SignOut")]
    [OpenToAll]
    [Operation("End the session", AnswerMediaTypes = ["text/html"], TakesOtherParameters = true)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sign-out")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var cookie = PortalCookie.Of(request);
        await sessions.EndAsync(cookie.Session, cancellation);
        (cookie with { Session = "" }).Set(request.HttpContext.Response);
        return new Redirection(Places.Home);
    }
}
