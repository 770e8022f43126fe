using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Hosting.Commands;
using TechTransfer.Hosting.Description;
using TechTransfer.Hosting.Documents;
using TechTransfer.Hosting.Problems;
using TechTransfer.Hosting.SignIn;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Problems;
using TechTransfer.Storage.Heads;

namespace TechTransfer.Hosting.Backups;

/// <summary>The body of <c>POST /heads/verify</c>.</summary>
/// <param name="Day">The day in UTC.</param>
/// <param name="After">What the step before answered as <c>next</c>; left out to begin.</param>
public sealed record VerifyHeads(DateOnly Day, string? After);

/// <summary>The audit of histories against the heads that were listed, signed, when they were made.</summary>
public sealed class HeadFunctions(HeadAudit audit)
{
    // Below what the platform lets a call wait for its answer (230 seconds).
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(100);

    /// <summary>Verifies a day.</summary>
    [Function("VerifyHeads")]
    [Allowed(Role.Auditor, Role.Operator)]
    [Operation(
        "Hold the histories that changed on a day against the signed lists of their heads, step by step until next is null",
        Body = typeof(VerifyHeads),
        Answer = typeof(HeadsAudited)
    )]
    public async Task<IResult> Verify(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "heads/verify")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var step = await request.ReadJsonAsync<VerifyHeads>(cancellation);
        var outcome = await audit.RunAsync(step.Day, step.After, Within, cancellation);
        return outcome.Problem is { } problem ? new ProblemResult(problem) : Results.Json(outcome.Value, Json.Options);
    }

    /// <summary>The public keys.</summary>
    [Function("GetHeadsKey")]
    [Allowed(Role.Auditor, Role.Operator)]
    [Operation("The public keys that the lists of heads are verified with", AnswerMediaTypes = ["application/x-pem-file"])]
    public IResult Key([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "heads/key")] HttpRequest request) =>
        audit.PublicKeys is { } keys
            ? Download.Of(new MemoryStream(Encoding.ASCII.GetBytes(keys)), "application/x-pem-file", "heads.pem")
            : new ProblemResult(Problem.Of(Catalogue.NoBackup));
}
