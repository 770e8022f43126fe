using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Hosting.Description;
using TechTransfer.Hosting.Problems;
using TechTransfer.Kernel.Problems;

namespace TechTransfer.Hosting.Routes;

/// <summary>Takes the calls that match no other function, which the Functions host would answer with an empty 404. Answers 405 with Allow
/// when the path has a function for another method.</summary>
/// <param name="operations">The functions of the app.</param>
public sealed class UnknownRoute(OperationCatalogue operations)
{
    /// <summary>The Functions host tries routes in the order of the functions' names, so this one must be the last.</summary>
    public const string Name = "ZzUnknownRoute";

    /// <summary>Has no method in its trigger, so that it takes all of them.</summary>
    [Function(Name)]
    [OpenToAll]
    [Operation("What no other operation takes")]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest request)
    {
        var methods = operations.MethodsAt(request.Path);
        if (methods.Count == 0)
            return new ProblemResult(Problem.Of(Catalogue.UnknownRoute));
        // The method is right, so a part of the path is not what the route requires, such as a number.
        if (methods.Contains(request.Method))
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        var allowed = string.Join(", ", methods);
        request.HttpContext.Response.Headers.Allow = allowed;
        return new ProblemResult(Problem.Of(Catalogue.MethodNotAllowed, ("methods", allowed)));
    }
}
