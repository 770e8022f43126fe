using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using TechTransfer.Hosting.Commands;
using TechTransfer.Hosting.Description;
using TechTransfer.Hosting.Problems;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Problems;
using TechTransfer.Storage.Backups;
using TechTransfer.Storage.Retries;

namespace TechTransfer.Hosting.Backups;

/// <summary>The body of <c>POST /restores</c> and <c>POST /restores/settle</c>.</summary>
/// <param name="After">The previous step's <c>next</c>; null to begin.</param>
public sealed record RestoreStep(string? After);

/// <summary>Backs up changes and restores a backup. The HTTP functions are for operators only.</summary>
public sealed class BackupFunctions(Backup backup, Restore restore, ILogger<BackupFunctions> log)
{
    // Azure Functions cuts off an HTTP call after 230 seconds and a timer run after 30 minutes.
    private static readonly TimeSpan WithinACall = TimeSpan.FromSeconds(100);
    private static readonly TimeSpan WithinARun = TimeSpan.FromMinutes(20);

    /// <summary>Fails the timer run when nothing could be backed up, except while an operator's backup is running.</summary>
    [Function("BackUpByTimer")]
    public async Task RunAsync([TimerTrigger("20 5/15 * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellation)
    {
        if (!backup.IsSet)
            return;
        var outcome = await backup.RunAsync(WithinARun, cancellation);
        if (outcome.Problem is { } problem)
        {
            // An operator's backup that is running now copies the same changes.
            if (problem.Kind != Catalogue.BackupUnderWay)
                throw new Failure($"Nothing was backed up: {problem.Kind.Code}");
        }
        else if (!outcome.Value.IsComplete)
            log.LogWarning("The backup did not get through in {Minutes} minutes; the next run goes on", WithinARun.TotalMinutes);
    }

    /// <summary>For an operator, for instance before a change to the infrastructure. Call it until the answer's <c>isComplete</c> is
    /// true.</summary>
    [Function("BackUp")]
    [Allowed(Role.Operator)]
    [Operation("Back up the changes since the last backup now; the timer does so every 15 minutes", Answer = typeof(BackupReport))]
    public async Task<IResult> BackUp(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "backups")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (!backup.IsSet)
            return new ProblemResult(Problem.Of(Catalogue.NoBackup));
        StorageDeadline.Extend(WithinACall);
        return Answer(await backup.RunAsync(WithinACall, cancellation));
    }

    /// <summary>One step of a restore's first phase, which writes rows and documents.</summary>
    [Function("BringBack")]
    [Allowed(Role.Operator)]
    [Operation(
        "Restore rows and documents from the backup into an empty system, step by step until next is null; a repeated step changes nothing",
        Body = typeof(RestoreStep),
        Answer = typeof(BroughtBack)
    )]
    public async Task<IResult> BringBack(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "restores")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var step = await request.ReadJsonAsync<RestoreStep>(cancellation);
        StorageDeadline.Extend(WithinACall);
        return Answer(await restore.BringBackAsync(step.After, WithinACall, cancellation));
    }

    /// <summary>One step of a restore's second phase, which derives lists, counters, reservations and messages from the
    /// aggregates.</summary>
    [Function("SettleRestored")]
    [Allowed(Role.Operator)]
    [Operation(
        "After every app has restored its rows: rebuild what follows from them (lists, figures, reservations, the last day's "
            + "messages), step by step until next is null",
        Body = typeof(RestoreStep),
        Answer = typeof(Settled)
    )]
    public async Task<IResult> Settle(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "restores/settle")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var step = await request.ReadJsonAsync<RestoreStep>(cancellation);
        StorageDeadline.Extend(WithinACall);
        return Answer(await restore.RederiveAsync(step.After, WithinACall, cancellation));
    }

    private static IResult Answer<T>(Outcome<T> outcome) =>
        outcome.Problem is { } problem ? new ProblemResult(problem) : Results.Json(outcome.Value, Json.Options);
}
