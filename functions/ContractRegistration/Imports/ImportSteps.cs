using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.Storage;

namespace TechTransfer.ContractRegistration.Imports;

/// <summary>Carries an import out, one part for each message: rows, then report, then the step's transaction, which calls the next.</summary>
public sealed class ImportSteps(AggregateStore<ImportJob> imports, RowImport rows, DocumentStore documents, Lists lists, Outbox outbox, SetAsides asides, TimeProvider time, ILogger<ImportSteps> log) : IRetried
{
    private static readonly Caller TheSystem = Caller.System();

    [Function("ImportStep")]
    public async Task Run([QueueTrigger(Topics.ImportsQueue, Connection = "AzureWebJobsStorage")] string message, CancellationToken cancellation)
    {
        var step = await OpenAsync(message, cancellation);
        await StepAsync(step.Import, step.Part, cancellation);
    }

    /// <summary>A message that failed as often as the host tries: the import says so, and waits for its file to be sent again.</summary>
    [Function("ImportStepFailed")]
    public async Task Stop([QueueTrigger(Topics.ImportsQueue + "-poison", Connection = "AzureWebJobsStorage")] string message, CancellationToken cancellation)
    {
        var step = await OpenAsync(message, cancellation);
        var loaded = await imports.LoadAsync(step.Import, cancellation);
        if (!loaded.Exists || !loaded.State!.IsNext(step.Part)) return;
        log.LogError("Part {Part} of import {Import} failed for good", step.Part, step.Import);
        var stopped = await imports.CommitAsync(loaded, ImportDecisions.Stop(loaded.State!, time.GetUtcNow()), loaded.State!.By.ToCaller(), null, cancellation);
        if (stopped.Problem is { } conflict) throw new Failure($"Import {step.Import} could not be stopped: {conflict.Kind.Code}");
    }

    /// <summary>Gets those going, each minute, whose process was lost.</summary>
    [Function("ResumeImports")]
    public async Task Resume([TimerTrigger("30 * * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellation) => await ResumeStalledAsync(cancellation);

    /// <summary>Resumes the imports that stalled; how many.</summary>
    public async Task<int> ResumeStalledAsync(CancellationToken cancellation)
    {
        var resumed = 0;
        await asides.WalkAsync("resumeImport", lists, ImportKind.Running, line => Json.Read<RunningImport>(line.GetRawText()).Id, async id =>
        {
            var loaded = await imports.LoadAsync(id, cancellation);
            if (!loaded.Exists || !loaded.State!.IsStalled(time.GetUtcNow())) return;
            log.LogWarning("Import {Import} has not moved since {LastStepAt}: it is resumed", loaded.Id, loaded.State!.LastStepAt);
            // A conflict says that it moves after all.
            var outcome = await imports.CommitAsync(loaded, ImportDecisions.Resume(loaded.State!, TheSystem, time.GetUtcNow())!, TheSystem, null, cancellation);
            if (outcome.Problem is null) resumed++;
        }, cancellation);
        return resumed;
    }

    /// <summary>Carries one part out, if it is the one to do next: a message may come twice, or late.</summary>
    public async Task StepAsync(string import, int part, CancellationToken cancellation)
    {
        var loaded = await imports.LoadAsync(import, cancellation);
        if (!loaded.Exists || !loaded.State!.IsNext(part)) return;
        var job = loaded.State!;

        var reports = await rows.RunAsync(job, await ReadAsync<ImportRow[]>(import, job.Parts[part], cancellation), cancellation);
        var report = await documents.SaveAsync(import, Encoding.UTF8.GetBytes(Json.Write(reports)), "application/json", cancellation);
        // It may be resumed meanwhile, or somebody else carried out the same part: then what he reported stands.
        await imports.UpdateAsync(
            loaded,
            now => now.Exists && now.State!.IsNext(part) ? ImportDecisions.Advance(now.State!, report.Sha256, ImportCounts.Of(reports), time.GetUtcNow()) : null,
            job.By.ToCaller(),
            cancellation);
    }

    /// <summary>The report of a part that is done.</summary>
    public Task<RowReport[]> ReportAsync(ImportJob job, int part, CancellationToken cancellation) => ReadAsync<RowReport[]>(job.Id, job.Reports[part], cancellation);

    /// <inheritdoc/>
    public string Work => RowImport.Work;

    /// <inheritdoc/>
    public async Task RetryAsync(string item, CancellationToken cancellation)
    {
        var (import, number) = RowImport.RowOf(item);
        if ((await imports.LoadAsync(import, cancellation)).State is not { } job) return;
        foreach (var part in job.Parts)
        {
            if ((await ReadAsync<ImportRow[]>(import, part, cancellation)).FirstOrDefault(row => row.Number == number) is not { } row) continue;
            await rows.MakeAsync(job, row, cancellation);
            return;
        }
    }

    private async Task<T> ReadAsync<T>(string import, string sha256, CancellationToken cancellation)
    {
        await using var document = await documents.OpenAsync(import, sha256, cancellation) ?? throw new Failure($"The document {sha256} of import {import} is gone.");
        return await System.Text.Json.JsonSerializer.DeserializeAsync<T>(document, Json.Options, cancellation) ?? throw new Failure($"The document {sha256} of import {import} is empty.");
    }

    private async Task<ImportStepDue> OpenAsync(string message, CancellationToken cancellation)
    {
        var envelope = Json.Read<Envelope>(message);
        if (envelope.Type != MessageNames.ImportStepDue) throw new Failure($"{envelope.Type} is no step of an import.");
        return await outbox.OpenAsync<ImportStepDue>(envelope, cancellation);
    }
}
