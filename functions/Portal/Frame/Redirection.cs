using Microsoft.AspNetCore.Http;

namespace TechTransfer.Portal.Frame;

/// <summary>Leads the browser to a page by GET.</summary>
internal sealed class Redirection(string address) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status303SeeOther;
        response.Headers.Location = address;
        PageHeaders.Set(response);
        return Task.CompletedTask;
    }
}
