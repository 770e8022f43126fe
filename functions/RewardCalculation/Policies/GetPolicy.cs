using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Engine.Compiled;

namespace TechTransfer.RewardCalculation.Policies;

public sealed class GetPolicy(PublishedPolicies policies, AggregateStore<PublishedPolicy> published, TimeProvider time)
{
    [Function("GetPolicy")]
    [OpenToAll]
    [Operation("A policy as it is in force today, and its versions", Answer = typeof(PolicyAnswer))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "policies/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var answer = PolicyAnswer.Of((await policies.CurrentAsync(cancellation)).Book, id, time.GetUtcNow().ChinaDate());
        if (answer.Problem is { } problem)
            return new ProblemResult(problem);
        // The ETag is needed to publish the next version; a policy that was never published here has none.
        if (await published.LoadAsync(id, cancellation) is { Exists: true, Version: var version })
            request.HttpContext.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
        return Results.Json(answer.Value, Json.Options);
    }
}

/// <summary>The answer of <c>GET /policies/{id}</c>: the current version, the periods of all versions, and its rules in
/// sentences.</summary>
public sealed record PolicyAnswer(Policy Policy, IReadOnlyList<PolicyPeriod> Versions, IReadOnlyList<PolicySentence> Words)
{
    /// <summary>The version in force today, else the newest; a problem when there is no such policy.</summary>
    public static Outcome<PolicyAnswer> Of(PolicyBook book, string id, DateOnly today)
    {
        var versions = book.VersionsOf(id);
        if (versions.Count == 0)
            return Problem.Of(Catalogue.NotFound);
        var policy = book.InForce(id, today) ?? versions[^1];
        return new PolicyAnswer(policy, [.. versions.Select(v => new PolicyPeriod(v.Version, v.From, v.To))], PolicyInWords.Of(policy));
    }
}

/// <summary>The period in which a version is in force, both days included; an open end is null.</summary>
public sealed record PolicyPeriod(int Version, DateOnly From, DateOnly? To);
