using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace TechTransfer.Portal.Frame;

/// <summary>Shows problems as pages that say what to do.</summary>
internal sealed class ProblemPages : IProblemPage
{
    public Task WriteAsync(HttpContext http, Problem problem, string? trace)
    {
        var status = problem.Kind.Status;
        if (status == StatusCodes.Status401Unauthorized)
        {
            http.Response.Headers.Remove("WWW-Authenticate");
            var to = HttpMethods.IsGet(http.Request.Method) ? $"{http.Request.Path}{http.Request.QueryString}" : Places.Home;
            return new Redirection(Places.SignInFor(to)).ExecuteAsync(http);
        }
        if (problem.RetryAfterSeconds is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var seen = new SeenProblem(status, problem.Message, problem.Errors, problem.RetryAfterSeconds, status >= 500 ? trace : null);
        return new Page<ProblemPage, SeenProblem>(View.Of(http.Request), seen, status).ExecuteAsync(http);
    }
}
