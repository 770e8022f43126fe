using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Hosting.Commands;
using TechTransfer.Hosting.Description;
using TechTransfer.Hosting.Documents;
using TechTransfer.Hosting.Problems;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Problems;
using TechTransfer.Storage.Heads;
using TechTransfer.Storage.Retries;

namespace TechTransfer.Hosting.Backups;

/// <summary>The body of <c>POST /heads/verify</c>.</summary>
/// <param name="Day">Day on which the lists were written, in UTC.</param>
/// <param name="After">The previous step's <c>next</c>; null to begin.</param>
public sealed record VerifyHeads(DateOnly Day, string? After);

/// <summary>Lets auditors compare histories with the signed lists of their heads, which backups wrote, to detect rewritten
/// histories.</summary>
public sealed class HeadFunctions(HeadAudit audit)
{
    // Azure Functions cuts off an HTTP call after 230 seconds.
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(100);

    /// <summary>A day may take several calls: pass each answer's <c>next</c> as <c>after</c>.</summary>
    [Function("VerifyHeads")]
    [Allowed(Role.Auditor, Role.Operator)]
    [Operation(
        "Compare the histories that changed on a day with the signed lists of their heads, step by step until next is null",
        Body = typeof(VerifyHeads),
        Answer = typeof(HeadsAudited)
    )]
    public async Task<IResult> Verify(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "heads/verify")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var step = await request.ReadJsonAsync<VerifyHeads>(cancellation);
        StorageDeadline.Extend(Within);
        var outcome = await audit.RunAsync(step.Day, step.After, Within, cancellation);
        return outcome.Problem is { } problem ? new ProblemResult(problem) : Results.Json(outcome.Value, Json.Options);
    }

    /// <summary>Public keys in PEM, for checking lists outside the system with <c>openssl</c>. The first key signs new lists.</summary>
    [Function("GetHeadsKey")]
    [Allowed(Role.Auditor, Role.Operator)]
    [Operation("The public keys for verifying the lists of heads", AnswerMediaTypes = ["application/x-pem-file"])]
    public IResult Key([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "heads/key")] HttpRequest request) =>
        audit.PublicKeys is { } keys
            ? Download.Of(new MemoryStream(Encoding.ASCII.GetBytes(keys)), "application/x-pem-file", "heads.pem")
            : new ProblemResult(Problem.Of(Catalogue.NoBackup));
}
