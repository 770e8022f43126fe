using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Receipts;
using TechTransfer.ContractRegistration.Rules;
using TechTransfer.Messages;

namespace TechTransfer.ContractRegistration.Replays;

/// <summary>
/// Runs a replay, one page per queue message. A step sends its messages first and then commits, which queues the next step.
/// </summary>
public sealed class ReplaySteps(
    StepRunner<Replay> runner,
    AggregateStore<Contract> contracts,
    AggregateStore<Receipt> receipts,
    Lists lists,
    Outbox outbox,
    SetAsides asides,
    RuleBook rules,
    TimeProvider time
) : IRetried
{
    private const int ContractsAtOnce = 25;
    private const int ReceiptsAtOnce = 100;

    [Function("ReplayStep")]
    public async Task Run(
        [QueueTrigger(Topics.ReplaysQueue, Connection = "AzureWebJobsStorage")] QueueMessage message,
        CancellationToken cancellation
    )
    {
        var step = await OpenAsync(message.MessageText, cancellation);
        await StepAsync(step.Replay, step.Step, cancellation);
    }

    /// <summary>Stops the replay after its queue message has failed on every retry.</summary>
    [Function("ReplayStepFailed")]
    public async Task Stop(
        [QueueTrigger(Topics.ReplaysQueue + "-poison", Connection = "AzureWebJobsStorage")] QueueMessage message,
        CancellationToken cancellation
    )
    {
        var step = await OpenAsync(message.MessageText, cancellation);
        await runner.StopAsync(step.Replay, step.Step, cancellation);
    }

    /// <summary>Every minute: resumes replays whose process died.</summary>
    [Function("ResumeReplays")]
    public async Task Resume([TimerTrigger("40 * * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellation) =>
        await runner.ResumeStalledAsync(cancellation);

    /// <summary>A repeated message for an earlier step is ignored.</summary>
    public Task StepAsync(string replay, int step, CancellationToken cancellation) =>
        runner.RunAsync(
            replay,
            step,
            (loaded, held) =>
                loaded.State!.ReceiptsLeft.Count > 0
                    ? ReplayReceiptsLeftAsync(loaded.State, held)
                    : ReplayContractsAsync(loaded.State, held),
            cancellation
        );

    private async Task<Func<Replay, Change<Replay>>> ReplayContractsAsync(Replay state, CancellationToken cancellation)
    {
        var page = (
            await lists.ReadAsync(ContractLists.OfYear(state.Year), ContractsAtOnce, state.Cursor, cancellation: cancellation)
        ).Value;
        var (sent, left) = (new ReplayCounts(page.Items.Count, 0, 0), new List<ReceiptsLeft>());
        var round = await asides.BeginAsync(Work, cancellation);
        foreach (var id in page.Items.Select(line => line.GetProperty("id").GetString()!))
        {
            var isTold = false;
            if (
                !await round.DoAsync(
                    $"{state.Consumer}/case/{id}",
                    async () => isTold = await ReplayContractAsync(state.Consumer, id, cancellation),
                    cancellation
                ) || !isTold
            )
                continue;
            sent += new ReplayCounts(0, 1, 0);
            sent += await ReplayReceiptsAsync(round, state, id, null, left, cancellation);
        }
        return now => ReplayDecisions.Advance(now, page.Cursor, left, sent, time.GetUtcNow());
    }

    private async Task<Func<Replay, Change<Replay>>> ReplayReceiptsLeftAsync(Replay state, CancellationToken cancellation)
    {
        var (sent, left) = (ReplayCounts.None, new List<ReceiptsLeft>());
        var round = await asides.BeginAsync(Work, cancellation);
        foreach (var contract in state.ReceiptsLeft)
            sent += await ReplayReceiptsAsync(round, state, contract.ContractId, contract.Cursor, left, cancellation);
        return now => ReplayDecisions.Advance(now, state.Cursor, left, sent, time.GetUtcNow());
    }

    private async Task<ReplayCounts> ReplayReceiptsAsync(
        Round round,
        Replay state,
        string contractId,
        string? cursor,
        List<ReceiptsLeft> left,
        CancellationToken cancellation
    )
    {
        if (!outbox.IsConsumer(state.Consumer, MessageNames.ReceiptConfirmed))
            return ReplayCounts.None;
        var page = (await lists.ReadAsync(ReceiptLists.OfContract(contractId), ReceiptsAtOnce, cursor, cancellation: cancellation)).Value;
        var count = 0;
        foreach (var id in page.Items.Select(line => line.GetProperty("id").GetString()!))
        {
            await round.DoAsync(
                $"{state.Consumer}/receipt/{id}",
                async () => count += await ReplayReceiptAsync(state.Consumer, id, cancellation) ? 1 : 0,
                cancellation
            );
        }
        if (page.Cursor is { } next)
            left.Add(new(contractId, next));
        return new(0, 0, count);
    }

    public string Work => "replay";

    public async Task RetryAsync(string item, CancellationToken cancellation)
    {
        var parts = item.Split('/', 3);
        if (parts[1] == "receipt")
            await ReplayReceiptAsync(parts[0], parts[2], cancellation);
        // Also send the contract's receipts, because the failed step skipped them together with the contract.
        else if (await ReplayContractAsync(parts[0], parts[2], cancellation) && outbox.IsConsumer(parts[0], MessageNames.ReceiptConfirmed))
            await ReplayAllReceiptsAsync(parts[0], parts[2], cancellation);
    }

    private async Task ReplayAllReceiptsAsync(string consumer, string contractId, CancellationToken cancellation)
    {
        await foreach (var page in lists.PagesAsync(ReceiptLists.OfContract(contractId), ReceiptsAtOnce, cancellation: cancellation))
        {
            await Each.DoAsync(
                page.Items,
                line => ReplayReceiptAsync(consumer, line.GetProperty("id").GetString()!, cancellation),
                cancellation
            );
        }
    }

    // False if nothing is sent: the contract is imported or has no registration number, or the consumer does not read the message.
    private async Task<bool> ReplayContractAsync(string consumer, string id, CancellationToken cancellation)
    {
        var loaded = await contracts.LoadAsync(id, cancellation);
        if (
            loaded.State is null
            || Snapshots.Of(loaded.State, rules) is not { } snapshot
            || !outbox.IsConsumer(consumer, WireName.Of(snapshot))
        )
            return false;
        await outbox.ReplayAsync(consumer, "case", loaded.Id, loaded.Version, time.GetUtcNow(), snapshot, cancellation);
        return true;
    }

    private async Task<bool> ReplayReceiptAsync(string consumer, string id, CancellationToken cancellation)
    {
        var loaded = await receipts.LoadAsync(id, cancellation);
        if (loaded.State is null || Snapshots.Of(loaded.State) is not { } snapshot)
            return false;
        await outbox.ReplayAsync(consumer, "receipt", loaded.Id, loaded.Version, time.GetUtcNow(), snapshot, cancellation);
        return true;
    }

    private async Task<ReplayStepDue> OpenAsync(string message, CancellationToken cancellation)
    {
        var envelope = Json.Read<Envelope>(message);
        if (envelope.Type != MessageNames.ReplayStepDue)
            throw new Failure($"{envelope.Type} is no step of a replay.");
        return await outbox.OpenAsync<ReplayStepDue>(envelope, cancellation);
    }
}
