using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Portal.Frame;

namespace TechTransfer.Portal.Home;

public static class GetHome
{
    // The host has no route for an empty path, and answers unknown ones with an empty page: one route takes both.
    [Function("GetHome")]
    [OpenToAll]
    [Operation(
        "The home page; a page that says so at every other unknown address",
        AnswerMediaTypes = ["text/html"],
        TakesOtherParameters = true
    )]
    public static IResult Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "{*path}")] HttpRequest request,
        string? path
    ) =>
        string.IsNullOrEmpty(path)
            ? new Page<HomePage, NoModel>(View.Of(request), default)
            : new ProblemResult(Problem.Of(Catalogue.NotFound) with { Message = ProblemWords.UnknownPage });
}
