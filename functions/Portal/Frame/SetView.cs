using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.Portal.Frame;

/// <summary>Keeps the chosen language and size of letters in the cookie, and leads back to the page. A link, so that it works without
/// scripts.</summary>
public static class SetView
{
    [Function("SetView")]
    [OpenToAll]
    [Operation(
        "Choose language and size of letters",
        AnswerMediaTypes = ["text/html"],
        TakesOtherParameters = true,
        Query = ["reading: simplified, traditional or english", "size: normal or large", "to: path to return to"]
    )]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "view")] HttpRequest request)
    {
        var cookie = PortalCookie.Of(request);
        if (PortalCookie.Read(request.Query["reading"]) is { } reading)
            cookie = cookie with { Reading = reading };
        if (request.Query["size"].ToString() is { Length: > 0 } size)
            cookie = cookie with { IsLarge = size == "large" };
        cookie.Set(request.HttpContext.Response);
        return new Redirection(Places.OwnOr(request.Query["to"], Places.Home));
    }
}
