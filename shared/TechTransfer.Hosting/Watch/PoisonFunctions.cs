using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using TechTransfer.Hosting.Description;
using TechTransfer.Hosting.Problems;
using TechTransfer.Hosting.SignIn;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Problems;
using TechTransfer.Storage.Retries;

namespace TechTransfer.Hosting.Watch;

/// <summary>Shows operators what failed, and puts it back. They see ids and reasons, never the content of a message.</summary>
public sealed class PoisonFunctions(AppDescription app, FailedMessages failed, ILogger<PoisonFunctions> log)
{
    /// <summary>Messages of queues that have a reader of failed messages are listed for a moment only.</summary>
    [Function("ListPoisonMessages")]
    [Allowed(Role.Operator)]
    [Operation(
        "Messages that failed in all their tries, at most 32 of each queue, and items that were set aside; the oldest first",
        Answer = typeof(PageBody<PoisonMessage>)
    )]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "poison-messages")] HttpRequest request,
        CancellationToken cancellation
    ) => Results.Json(new PageBody<PoisonMessage>(await failed.ListAsync(app.Reads, cancellation), Cursor: null), Json.Options);

    /// <summary>A repetition finds nothing to put back and changes nothing.</summary>
    [Function("RetryPoisonMessage")]
    [Allowed(Role.Operator)]
    [Operation(
        "Put a failed message back into its queue, or try an item that was set aside within a minute",
        Answer = typeof(PoisonMessage)
    )]
    public async Task<IResult> Retry(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "poison-messages/{id}/retry")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        if (await failed.RetryAsync(app.Reads, id, cancellation) is not { } back)
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        log.LogWarning("{Operator} put {Id} of {Subject} back", request.Caller().Subject, back.Id, back.Subject);
        return Results.Json(back, Json.Options);
    }
}
