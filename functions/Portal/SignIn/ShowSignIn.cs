using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Portal.Frame;

namespace TechTransfer.Portal.SignIn;

/// <param name="To">Page to lead to afterwards.</param>
/// <param name="HasProvider">True when one can sign in with the OpenID provider.</param>
/// <param name="Failed">True when the provider's sign-in has just failed.</param>
public sealed record SignInModel(string To, bool HasProvider, IReadOnlyList<SampleUser> Users, bool Failed = false)
{
    /// <summary>The sample users by role, in the order of the roles.</summary>
    public IEnumerable<IGrouping<Role, SampleUser>> ByRole => Users.GroupBy(user => user.Roles[0]).OrderBy(group => group.Key);
}

public sealed class ShowSignIn(PortalSignIn settings)
{
    [Function("ShowSignIn")]
    [OpenToAll]
    [Operation(
        "Choose how to sign in",
        AnswerMediaTypes = ["text/html"],
        TakesOtherParameters = true,
        Query = ["to: Page to lead to afterwards"]
    )]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sign-in")] HttpRequest request)
    {
        var to = Places.OwnOr(request.Query["to"], Places.Home);
        return settings is { Authority: not null, HasSamples: false }
            ? new Redirection(Places.StartSignIn(to))
            : new Page<SignInPage, SignInModel>(View.Of(request), new(to, settings.Authority is not null, settings.Users));
    }
}
