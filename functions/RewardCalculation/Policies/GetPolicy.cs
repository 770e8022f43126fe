using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Engine.Compiled;

namespace TechTransfer.RewardCalculation.Policies;

public sealed class GetPolicy(
    PublishedPolicies policies,
    AggregateStore<PublishedPolicy> published,
    AggregateStore<Recalculation> work,
    TimeProvider time
)
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
        var now = time.GetUtcNow();
        var found = PolicyAnswer.Of((await policies.CurrentAsync(cancellation)).Book, id, now.ChinaDate());
        if (found.Problem is { } problem)
            return new ProblemResult(problem);
        var answer = found.Value;
        // The ETag is needed to publish the next version; a policy that was never published here has none.
        if (await published.LoadAsync(id, cancellation) is { Exists: true, Version: var version })
        {
            request.HttpContext.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
            var job = await work.LoadAsync(Recalculation.IdOf(id, answer.Versions[^1].Version), cancellation);
            answer = answer with { Recalculation = RecalculationView.Of(job.State, now) };
        }
        return Results.Json(answer, Json.Options);
    }
}

/// <summary>The answer of <c>GET /policies/{id}</c>: the current version, the periods of all versions, and its rules in
/// sentences.</summary>
/// <param name="Policy">The version in force, else the newest.</param>
/// <param name="Words">The policy in sentences.</param>
public sealed record PolicyAnswer(Policy Policy, IReadOnlyList<PolicyPeriod> Versions, IReadOnlyList<PolicySentence> Words)
{
    /// <summary>The recalculation of entitlements after the newest version was published; null when it is done.</summary>
    public RecalculationView? Recalculation { get; init; }

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

/// <param name="Version">The published version that the figures follow.</param>
/// <param name="Phase">What is recalculated now: the figures of the years, then entitlements by contract, then those by organisation.</param>
/// <param name="Year">Calendar year whose contracts are processed now.</param>
/// <param name="Progress">Finished years of the phase, 0 to 1, two decimals.</param>
/// <param name="LastStepAt">Time of the last completed step, or of the start or the last resumption if that is later.</param>
/// <param name="StalledSince">Since when the recalculation has made no progress for two minutes; null while it progresses. It is resumed
/// every two minutes.</param>
public sealed record RecalculationView(
    int Version,
    RecalculationPhase Phase,
    int Year,
    decimal Progress,
    DateTimeOffset LastStepAt,
    DateTimeOffset? StalledSince
)
{
    public static RecalculationView? Of(Recalculation? job, DateTimeOffset now) =>
        job is null or { Phase: RecalculationPhase.Done }
            ? null
            : new(
                job.Version,
                job.Phase,
                job.Years[job.YearIndex],
                decimal.Round((decimal)job.YearIndex / job.Years.Count, 2, MidpointRounding.ToZero),
                job.LastStepAt,
                Stall.Since(job.StalledSince, job.LastStepAt, now)
            );
}

/// <summary>The period in which a version is in force, both days included; an open end is null.</summary>
public sealed record PolicyPeriod(int Version, DateOnly From, DateOnly? To);
