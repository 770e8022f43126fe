using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using TechTransfer.Hosting.Commands;
using TechTransfer.Hosting.Description;
using TechTransfer.Hosting.Problems;
using TechTransfer.Hosting.SignIn;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Problems;
using TechTransfer.Storage.Backups;

namespace TechTransfer.Hosting.Backups;

/// <summary>The body of <c>POST /restores</c> and <c>POST /restores/settle</c>.</summary>
/// <param name="After">What the step before answered as <c>next</c>; left out to begin.</param>
public sealed record RestoreStep(string? After);

/// <summary>Backing up what changed, and bringing it back: by an operator, who reads nothing else.</summary>
public sealed class BackupFunctions(Backup backup, Restore restore, ILogger<BackupFunctions> log)
{
    // Below what the platform lets a call wait for its answer (230 seconds), and a timer run.
    private static readonly TimeSpan WithinACall = TimeSpan.FromSeconds(100);
    private static readonly TimeSpan WithinARun = TimeSpan.FromMinutes(20);

    /// <summary>Takes, each quarter of an hour, what changed.</summary>
    [Function("BackUpByTimer")]
    public async Task RunAsync([TimerTrigger("20 5/15 * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellation)
    {
        if (!backup.IsSet)
            return;
        var outcome = await backup.RunAsync(WithinARun, cancellation);
        if (outcome.Problem is { } problem)
        {
            // An operator who backs up at this moment does the same.
            if (problem.Kind != Catalogue.BackupUnderWay)
                throw new Failure($"Nothing was backed up: {problem.Kind.Code}");
        }
        else if (!outcome.Value.IsComplete)
            log.LogWarning("The backup did not get through in {Minutes} minutes; the next run goes on", WithinARun.TotalMinutes);
    }

    /// <summary>The same at once, as before a change of the infrastructure.</summary>
    [Function("BackUp")]
    [Allowed(Role.Operator)]
    [Operation("Back up now what changed since the last time; the timer does it every quarter of an hour", Answer = typeof(BackupReport))]
    public async Task<IResult> BackUp(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "backups")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (!backup.IsSet)
            return new ProblemResult(Problem.Of(Catalogue.NoBackup));
        return Answer(await backup.RunAsync(WithinACall, cancellation));
    }

    /// <summary>The first part of a restore.</summary>
    [Function("BringBack")]
    [Allowed(Role.Operator)]
    [Operation(
        "Bring rows and documents back from the backup into an empty system, step by step until next is null; a repeated step changes nothing",
        Body = typeof(RestoreStep),
        Answer = typeof(BroughtBack)
    )]
    public async Task<IResult> BringBack(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "restores")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var step = await request.ReadJsonAsync<RestoreStep>(cancellation);
        return Answer(await restore.BringBackAsync(step.After, WithinACall, cancellation));
    }

    /// <summary>The second part of a restore.</summary>
    [Function("SettleRestored")]
    [Allowed(Role.Operator)]
    [Operation(
        "When every app has its rows back: bring about again what follows from them (lists, figures, reservations, the last day's messages), step by step until next is null",
        Body = typeof(RestoreStep),
        Answer = typeof(Settled)
    )]
    public async Task<IResult> Settle(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "restores/settle")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var step = await request.ReadJsonAsync<RestoreStep>(cancellation);
        return Answer(await restore.SettleAsync(step.After, WithinACall, cancellation));
    }

    private static IResult Answer<T>(Outcome<T> outcome) =>
        outcome.Problem is { } problem ? new ProblemResult(problem) : Results.Json(outcome.Value, Json.Options);
}
