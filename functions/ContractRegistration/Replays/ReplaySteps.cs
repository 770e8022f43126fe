using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using TechTransfer.ContractRegistration.Receipts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.ContractRegistration.Rules;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.Storage;

namespace TechTransfer.ContractRegistration.Replays;

/// <summary>Carries a replay out, one page for each message: first what is told, then the step's transaction, which calls the next.</summary>
public sealed class ReplaySteps(AggregateStore<Replay> replays, AggregateStore<RegistrationCase> cases, AggregateStore<Receipt> receipts, Lists lists, Outbox outbox, RuleBook rules, TimeProvider time,
    ILogger<ReplaySteps> log)
{
    private const int CasesAtOnce = 25;
    private const int ReceiptsAtOnce = 100;
    private const int ReplaysAtOnce = 50;
    private static readonly Caller TheSystem = new("system", "系统", new HashSet<Role>(), null);

    [Function("ReplayStep")]
    public async Task Run([QueueTrigger(Topics.ReplaysQueue, Connection = "AzureWebJobsStorage")] string message, CancellationToken cancellation)
    {
        var step = await OpenAsync(message, cancellation);
        await StepAsync(step.Replay, step.Step, cancellation);
    }

    /// <summary>A message that failed as often as the host tries: the replay says so.</summary>
    [Function("ReplayStepFailed")]
    public async Task Stop([QueueTrigger(Topics.ReplaysQueue + "-poison", Connection = "AzureWebJobsStorage")] string message, CancellationToken cancellation)
    {
        var step = await OpenAsync(message, cancellation);
        var loaded = await replays.LoadAsync(step.Replay, cancellation);
        if (!loaded.Exists || !loaded.State!.IsNext(step.Step)) return;
        log.LogError("Step {Step} of replay {Replay} failed for good", step.Step, step.Replay);
        var stopped = await replays.CommitAsync(loaded, ReplayDecisions.Stop(loaded.State!, time.GetUtcNow()), TheSystem, null, cancellation);
        if (stopped.Problem is { } conflict) throw new InvalidOperationException($"Replay {step.Replay} could not be stopped: {conflict.Message.En}");
    }

    /// <summary>Gets those going, each minute, whose process was lost.</summary>
    [Function("ResumeReplays")]
    public async Task Resume([TimerTrigger("40 * * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellation) => await ResumeStalledAsync(cancellation);

    /// <summary>Resumes the replays that stalled; how many.</summary>
    public async Task<int> ResumeStalledAsync(CancellationToken cancellation)
    {
        var resumed = 0;
        foreach (var line in (await lists.ReadAsync(ReplayKind.Running, ReplaysAtOnce, null, cancellation: cancellation)).Value.Items)
        {
            var loaded = await replays.LoadAsync(Json.Read<RunningReplay>(line.GetRawText()).Id, cancellation);
            if (!loaded.Exists || ReplayDecisions.Resume(loaded.State!, time.GetUtcNow()) is not { } resume) continue;
            log.LogWarning("Replay {Replay} has not moved since {LastStepAt}: it is resumed", loaded.Id, loaded.State!.LastStepAt);
            // A conflict says that it moves after all.
            if ((await replays.CommitAsync(loaded, resume, TheSystem, null, cancellation)).Problem is null) resumed++;
        }
        return resumed;
    }

    /// <summary>Carries one step out, if it is the one to do next: a message may come twice, or late.</summary>
    public async Task StepAsync(string replay, int step, CancellationToken cancellation)
    {
        var loaded = await replays.LoadAsync(replay, cancellation);
        if (!loaded.Exists || !loaded.State!.IsNext(step)) return;
        var state = loaded.State!;
        var change = state.ReceiptsLeft.Count > 0 ? await TellReceiptsLeftAsync(state, cancellation) : await TellCasesAsync(state, cancellation);
        var advanced = await replays.CommitAsync(loaded, change, TheSystem, null, cancellation);
        // After a conflict somebody else carried it out, or it was resumed and its step is called again.
        if (advanced.Problem is { } problem && problem.Kind != Catalogue.VersionConflict) throw new InvalidOperationException($"Replay {replay} cannot go on: {problem.Message.En}");
    }

    private async Task<Change<Replay>> TellCasesAsync(Replay state, CancellationToken cancellation)
    {
        var page = (await lists.ReadAsync(CaseLists.OfYear(state.Year), CasesAtOnce, state.Cursor, cancellation: cancellation)).Value;
        var (sent, left) = (new ReplayCounts(page.Items.Count, 0, 0), new List<ReceiptsLeft>());
        foreach (var line in page.Items)
        {
            var loaded = await cases.LoadAsync(line.GetProperty("id").GetString()!, cancellation);
            // A consumer hears again what it hears at all.
            if (loaded.State is null || Snapshots.Of(loaded.State, rules.RuleSets) is not { } snapshot || !outbox.IsConsumer(state.Consumer, snapshot.GetType().Name)) continue;
            await outbox.ReplayAsync(state.Consumer, "case", loaded.Id, loaded.Version, time.GetUtcNow(), snapshot, cancellation);
            sent += new ReplayCounts(0, 1, 0);
            sent += await TellReceiptsAsync(state, loaded.Id, null, left, cancellation);
        }
        return ReplayDecisions.Advance(state, page.Cursor, left, sent, time.GetUtcNow());
    }

    private async Task<Change<Replay>> TellReceiptsLeftAsync(Replay state, CancellationToken cancellation)
    {
        var (sent, left) = (ReplayCounts.None, new List<ReceiptsLeft>());
        foreach (var contract in state.ReceiptsLeft) sent += await TellReceiptsAsync(state, contract.ContractId, contract.Cursor, left, cancellation);
        return ReplayDecisions.Advance(state, state.Cursor, left, sent, time.GetUtcNow());
    }

    private async Task<ReplayCounts> TellReceiptsAsync(Replay state, string contractId, string? cursor, List<ReceiptsLeft> left, CancellationToken cancellation)
    {
        if (!outbox.IsConsumer(state.Consumer, nameof(ReceiptConfirmed))) return ReplayCounts.None;
        var page = (await lists.ReadAsync(ReceiptLists.OfContract(contractId), ReceiptsAtOnce, cursor, cancellation: cancellation)).Value;
        var told = 0;
        foreach (var line in page.Items)
        {
            var loaded = await receipts.LoadAsync(line.GetProperty("id").GetString()!, cancellation);
            if (loaded.State is null || Snapshots.Of(loaded.State) is not { } snapshot) continue;
            await outbox.ReplayAsync(state.Consumer, "receipt", loaded.Id, loaded.Version, time.GetUtcNow(), snapshot, cancellation);
            told++;
        }
        if (page.Cursor is { } next) left.Add(new(contractId, next));
        return new(0, 0, told);
    }

    private async Task<ReplayStepDue> OpenAsync(string message, CancellationToken cancellation)
    {
        var envelope = Json.Read<Envelope>(message);
        if (envelope.Type != nameof(ReplayStepDue)) throw new InvalidOperationException($"{envelope.Type} is no step of a replay.");
        return await outbox.OpenAsync<ReplayStepDue>(envelope, cancellation);
    }
}
