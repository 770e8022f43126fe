using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.BareApp;

/// <summary>The smallest possible function app, to compare our apps' start times with.</summary>
public static class Live
{
    [Function("HealthLive")]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/live")] HttpRequest request) =>
        Results.Json(new { Status = "ready" });
}
