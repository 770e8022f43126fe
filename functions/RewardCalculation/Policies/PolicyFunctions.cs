using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Hosting;
using TechTransfer.Kernel;

namespace TechTransfer.RewardCalculation.Policies;

/// <summary>The policies, for anyone.</summary>
public sealed class PolicyFunctions(PolicyBook policies, TimeProvider time)
{
    [Function("ListPolicies")]
    [OpenToAll]
    [Operation("The policies in force on a day", Answer = typeof(IReadOnlyList<PolicySummary>), Query = ["on: YYYY-MM-DD, today if not given"])]
    public IResult List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "policies")] HttpRequest request)
    {
        var day = time.GetUtcNow().ChinaDate();
        if (request.Query.TryGetValue("on", out var on) && !DateOnly.TryParseExact(on.ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
        {
            return new ProblemResult(Problem.Of(Catalogue.MalformedQuery, ("name", "on"), ("reason", "YYYY-MM-DD")).At("on"));
        }
        return Results.Json(policies.InForceOn(day).Select(PolicySummary.Of), Json.Options);
    }

    [Function("GetPolicy")]
    [OpenToAll]
    [Operation("A policy as it is in force today, and its versions", Answer = typeof(PolicyAnswer))]
    public IResult Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "policies/{id}")] HttpRequest request, string id)
    {
        var answer = PolicyAnswer.Of(policies, id, time.GetUtcNow().ChinaDate());
        return answer.Problem is { } problem ? new ProblemResult(problem) : Results.Json(answer.Value, Json.Options);
    }

    [Function("GetPolicyVersion")]
    [OpenToAll]
    [Operation("One version of a policy", Answer = typeof(Policy))]
    public IResult GetVersion([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "policies/{id}/versions/{version:int}")] HttpRequest request, string id, int version) =>
        policies.VersionsOf(id).FirstOrDefault(p => p.Version == version) is { } policy ? Results.Json(policy, Json.Options) : new ProblemResult(Problem.Of(Catalogue.NotFound));
}
