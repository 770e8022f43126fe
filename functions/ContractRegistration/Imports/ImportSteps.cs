using System.Text;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Messages;

namespace TechTransfer.ContractRegistration.Imports;

/// <summary>
/// Runs an import, one part per queue message: imports the rows, saves their report, then commits the step, which queues the next part.
/// </summary>
public sealed class ImportSteps(
    StepRunner<ImportJob> runner,
    AggregateStore<ImportJob> imports,
    RowImport rows,
    DocumentStore documents,
    Outbox outbox,
    TimeProvider time
) : IRetried
{
    [Function("ImportStep")]
    public async Task Run(
        [QueueTrigger(Topics.ImportsQueue, Connection = "AzureWebJobsStorage")] QueueMessage message,
        CancellationToken cancellation
    )
    {
        var step = await OpenAsync(message.MessageText, cancellation);
        await StepAsync(step.Import, step.Part, cancellation);
    }

    /// <summary>Stops the import after its queue message has failed on every retry, until the file is sent again.</summary>
    [Function("ImportStepFailed")]
    public async Task Stop(
        [QueueTrigger(Topics.ImportsQueue + "-poison", Connection = "AzureWebJobsStorage")] QueueMessage message,
        CancellationToken cancellation
    )
    {
        var step = await OpenAsync(message.MessageText, cancellation);
        await runner.StopAsync(step.Import, step.Part, cancellation);
    }

    /// <summary>Every minute: resumes imports whose worker process crashed.</summary>
    [Function("ResumeImports")]
    public async Task Resume([TimerTrigger("30 * * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellation) =>
        await runner.ResumeStalledAsync(cancellation);

    public Task StepAsync(string import, int part, CancellationToken cancellation) =>
        runner.RunAsync(
            import,
            part,
            async (loaded, held) =>
            {
                var job = loaded.State!;
                var sheets = job.Layout is { } layout ? await ReadAsync<SheetLayout[]>(import, layout, held) : [];
                var reports = await rows.RunAsync(job, await ReadAsync<ImportRow[]>(import, job.Parts[part], held), sheets, held);
                var report = await documents.SaveAsync(import, Encoding.UTF8.GetBytes(Json.Write(reports)), "application/json", held);
                return now => ImportDecisions.Advance(now, report.Sha256, ImportCounts.Of(reports), time.GetUtcNow());
            },
            cancellation
        );

    public Task<RowReport[]> ReportAsync(ImportJob job, int part, CancellationToken cancellation) =>
        ReadAsync<RowReport[]>(job.Id, job.Reports[part], cancellation);

    public string Work => RowImport.Work;

    public async Task RetryAsync(string item, CancellationToken cancellation)
    {
        var import = RowImport.ImportOf(item);
        if ((await imports.LoadAsync(import, cancellation)).State is not { } job)
            return;
        foreach (var part in job.Parts)
        {
            if (
                (await ReadAsync<ImportRow[]>(import, part, cancellation)).FirstOrDefault(row => RowImport.ItemOf(job, row) == item)
                is not { } row
            )
                continue;
            await rows.MakeAsync(job, row, cancellation);
            return;
        }
    }

    private async Task<T> ReadAsync<T>(string import, string sha256, CancellationToken cancellation)
    {
        await using var document =
            await documents.OpenAsync(import, sha256, cancellation)
            ?? throw new Failure($"The document {sha256} of import {import} is gone.");
        return await System.Text.Json.JsonSerializer.DeserializeAsync<T>(document, Json.Options, cancellation)
            ?? throw new Failure($"The document {sha256} of import {import} is empty.");
    }

    private async Task<ImportStepDue> OpenAsync(string message, CancellationToken cancellation)
    {
        var envelope = Json.Read<Envelope>(message);
        if (envelope.Type != MessageNames.ImportStepDue)
            throw new Failure($"{envelope.Type} is no step of an import.");
        return await outbox.OpenAsync<ImportStepDue>(envelope, cancellation);
    }
}
