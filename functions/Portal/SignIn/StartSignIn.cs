using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Portal.Frame;

namespace TechTransfer.Portal.SignIn;

public sealed class StartSignIn(PortalSignIn settings, OpenIdProvider provider, Sessions sessions)
{
    [Function("StartSignIn")]
    [OpenToAll]
    [Operation(
        "Go to the OpenID provider",
        AnswerMediaTypes = ["text/html"],
        TakesOtherParameters = true,
        Query = ["to: Page to lead to afterwards"]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sign-in/start")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (settings.Authority is null)
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        var (pending, address) = await provider.AskAsync(
            FinishSignIn.AddressOf(request),
            Places.OwnOr(request.Query["to"], Places.Home),
            cancellation
        );
        var cookie = PortalCookie.Of(request) with { Session = await sessions.BeginAsync(pending, cancellation) };
        cookie.Set(request.HttpContext.Response);
        return new Redirection(address);
    }
}
