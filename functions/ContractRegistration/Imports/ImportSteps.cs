using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.Storage;

namespace TechTransfer.ContractRegistration.Imports;

/// <summary>Carries an import out, one part for each message: rows, then report, then the step's transaction, which calls the next.</summary>
public sealed class ImportSteps(AggregateStore<ImportJob> imports, RowImport rows, DocumentStore documents, Outbox outbox, TimeProvider time, ILogger<ImportSteps> log)
{
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
        if (stopped.Problem is { } conflict) throw new InvalidOperationException($"Import {step.Import} could not be stopped: {conflict.Message.En}");
    }

    /// <summary>Carries one part out, if it is the one to do next: a message may come twice, or late.</summary>
    public async Task StepAsync(string import, int part, CancellationToken cancellation)
    {
        var loaded = await imports.LoadAsync(import, cancellation);
        if (!loaded.Exists || !loaded.State!.IsNext(part)) return;
        var job = loaded.State!;

        var reports = await rows.RunAsync(job, await ReadAsync<ImportRow[]>(import, job.Parts[part], cancellation), cancellation);
        var report = await documents.SaveAsync(import, Encoding.UTF8.GetBytes(Json.Write(reports)), "application/json", cancellation);
        var advanced = await imports.CommitAsync(loaded, ImportDecisions.Advance(job, report.Sha256, ImportCounts.Of(reports), time.GetUtcNow()), job.By.ToCaller(), null, cancellation);
        // Somebody else carried out the same part from the same message: what he reported stands.
        if (advanced.Problem is { } problem && problem.Kind != Catalogue.VersionConflict) throw new InvalidOperationException($"Import {import} cannot go on: {problem.Message.En}");
    }

    /// <summary>The report of a part that is done.</summary>
    public Task<RowReport[]> ReportAsync(ImportJob job, int part, CancellationToken cancellation) => ReadAsync<RowReport[]>(job.Id, job.Reports[part], cancellation);

    private async Task<T> ReadAsync<T>(string import, string sha256, CancellationToken cancellation)
    {
        await using var document = await documents.OpenAsync(import, sha256, cancellation) ?? throw new InvalidOperationException($"The document {sha256} of import {import} is gone.");
        return await System.Text.Json.JsonSerializer.DeserializeAsync<T>(document, Json.Options, cancellation) ?? throw new InvalidOperationException($"The document {sha256} of import {import} is empty.");
    }

    private async Task<ImportStepDue> OpenAsync(string message, CancellationToken cancellation)
    {
        var envelope = Json.Read<Envelope>(message);
        if (envelope.Type != nameof(ImportStepDue)) throw new InvalidOperationException($"{envelope.Type} is no step of an import.");
        return await outbox.OpenAsync<ImportStepDue>(envelope, cancellation);
    }
}
