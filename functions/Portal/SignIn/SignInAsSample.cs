using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Portal.Frame;

namespace TechTransfer.Portal.SignIn;

/// <summary>In Development, signs in as a sample user without a password.</summary>
public sealed class SignInAsSample(PortalSignIn settings, TokenValidation tokens, Sessions sessions, TimeProvider time)
{
    [Function("SignInAsSample")]
    [OpenToAll]
    [Operation(
        "Sign in as a sample user; in Development only",
        BodyMediaTypes = ["application/x-www-form-urlencoded"],
        AnswerMediaTypes = ["text/html"],
        TakesOtherParameters = true
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sign-in")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var form = await request.ReadFormAsync(cancellation);
        if (settings.Users.FirstOrDefault(user => user.Name == form["user"].ToString()) is not { } user)
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        var token = settings.TokenOf(user, time.GetUtcNow());
        if (await tokens.ValidateAsync(token) is not { } caller)
            throw new InvalidOperationException("The services would not take the token: SignIn__LocalKeyFile is of another key.");
        var session = new Session(SignedInUser.Of(caller), token, time.GetUtcNow() + LocalTokens.Lifetime, null);
        var cookie = PortalCookie.Of(request);
        await sessions.EndAsync(cookie.Session, cancellation);
        (cookie with { Session = await sessions.BeginAsync(session, cancellation) }).Set(request.HttpContext.Response);
        return new Redirection(Places.OwnOr(form["to"], Places.Home));
    }
}
