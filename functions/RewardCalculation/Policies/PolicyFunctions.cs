using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.RewardCalculation.Calculation;
using TechTransfer.Storage;

namespace TechTransfer.RewardCalculation.Policies;

/// <summary>The policies: for anyone to read, for policy officers to publish.</summary>
public sealed class PolicyFunctions(
    PublishedPolicies policies,
    AggregateStore<PublishedPolicy> published,
    Commands<PublishedPolicy> commands,
    TimeProvider time
)
{
    [Function("ListPolicies")]
    [OpenToAll]
    [Operation(
        "The policies in force on a day",
        Answer = typeof(IReadOnlyList<PolicySummary>),
        Query = ["on: YYYY-MM-DD, today if not given"]
    )]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "policies")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var day = time.GetUtcNow().ChinaDate();
        if (
            request.Query.TryGetValue("on", out var on)
            && !DateOnly.TryParseExact(on.ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)
        )
        {
            return new ProblemResult(Problem.Of(Catalogue.MalformedQuery, ("name", "on"), ("reason", "YYYY-MM-DD")).At("on"));
        }
        return Results.Json((await policies.CurrentAsync(cancellation)).Book.InForceOn(day).Select(PolicySummary.Of), Json.Options);
    }

    [Function("GetPolicy")]
    [OpenToAll]
    [Operation("A policy as it is in force today, and its versions", Answer = typeof(PolicyAnswer))]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "policies/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var answer = PolicyAnswer.Of((await policies.CurrentAsync(cancellation)).Book, id, time.GetUtcNow().ChinaDate());
        if (answer.Problem is { } problem)
            return new ProblemResult(problem);
        // The tag that the next publication needs; a policy of the assembly's files alone has none.
        if (await published.LoadAsync(id, cancellation) is { Exists: true, Version: var version })
            request.HttpContext.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
        return Results.Json(answer.Value, Json.Options);
    }

    [Function("GetPolicyVersion")]
    [OpenToAll]
    [Operation("One version of a policy", Answer = typeof(Policy))]
    public async Task<IResult> GetVersion(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "policies/{id}/versions/{version:int}")] HttpRequest request,
        string id,
        int version,
        CancellationToken cancellation
    ) =>
        (await policies.CurrentAsync(cancellation)).Book.VersionsOf(id).FirstOrDefault(p => p.Version == version) is { } policy
            ? Results.Json(policy, Json.Options)
            : new ProblemResult(Problem.Of(Catalogue.NotFound));

    [Function("PublishPolicy")]
    [Allowed(Role.Policy)]
    [Operation(
        "Publish the next version of a policy; the ones before stay as they are, and an open one ends where this begins. Needs If-Match once a version was published here. "
            + "Entitlements follow when the figures of its years are filled",
        Body = typeof(Policy),
        Answer = typeof(PublishedAnswer)
    )]
    public async Task<IResult> Publish(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "policies/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var shelf = await policies.CurrentAsync(cancellation);
        return await commands.PutAsync<JsonElement>(
            request,
            id,
            (state, body, caller) => PublishPolicy.Decide(state, id, body.GetRawText(), shelf, caller, time.GetUtcNow()),
            cancellation
        );
    }
}
