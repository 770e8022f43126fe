using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Messages;
using TechTransfer.RewardCalculation.Claims;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Notices;

namespace TechTransfer.RewardCalculation.Settlements;

/// <summary>
/// Runs a settlement, one step for each message. A repeated step gives the same result: documents are named by their content, claims record
/// the run that settled them, and accounts check versions.
/// </summary>
public sealed class SettlementSteps(
    StepRunner<SettlementRun> runner,
    AggregateStore<SettlementRun> runs,
    AggregateStore<Claim> claims,
    SettlementContexts contexts,
    Accounts accounts,
    RunDocuments documents,
    Lists lists,
    Outbox outbox,
    FindPolicies policies,
    WorkingCalendar calendar,
    SetAsides asides,
    TimeProvider time
) : IRetried
{
    private const int AtOnce = 8;

    [Function("SettlementStep")]
    public async Task Run(
        [QueueTrigger(Topics.RewardsSettlements, Connection = "AzureWebJobsStorage")] QueueMessage message,
        CancellationToken cancellation
    )
    {
        var due = await OpenAsync(outbox, message.MessageText, cancellation);
        await StepAsync(due.Settlement, due.Step, cancellation);
    }

    public Task StepAsync(string settlement, int step, CancellationToken cancellation) =>
        runner.RunAsync(
            settlement,
            step,
            (loaded, held) =>
                loaded.State!.Status switch
                {
                    RunStatus.Collecting => CollectAsync(loaded.State, held),
                    RunStatus.Calculating => CalculateAsync(loaded.State, held),
                    RunStatus.Closing => CloseAsync(loaded, held),
                    RunStatus.Publishing => PublishAsync(loaded.State, held),
                    RunStatus.Ready or RunStatus.Closed or RunStatus.Published or RunStatus.Stale => throw new Failure(
                        $"Settlement {settlement} has no step to do."
                    ),
                },
            cancellation
        );

    private async Task<Func<SettlementRun, Change<SettlementRun>>> CollectAsync(SettlementRun run, CancellationToken cancellation)
    {
        var page = (
            await lists.ReadAsync(
                ClaimLists.Checked(run.PolicyId, run.Year),
                RunDocuments.LinesPerPart,
                run.Cursor,
                cancellation: cancellation
            )
        ).Value;
        var collected = new List<CollectedClaim>();
        var round = await asides.BeginAsync(Work, cancellation);
        foreach (var chunk in page.Items.Select(i => Json.Read<ClaimId>(i.GetRawText()).Id).Chunk(AtOnce))
        {
            collected.AddRange(
                (await Task.WhenAll(chunk.Select(id => CollectInRoundAsync(round, run, id, cancellation)))).OfType<CollectedClaim>()
            );
        }
        var document = collected.Count == 0 ? null : await documents.SaveAsync(run.Id, collected, cancellation);
        return now => StepDecisions.Collect(now, document, page.Cursor, time.GetUtcNow());
    }

    // A claim that cannot be read keeps the status Checked, so that the next run collects it.
    private async Task<CollectedClaim?> CollectInRoundAsync(Round round, SettlementRun run, string id, CancellationToken cancellation)
    {
        CollectedClaim? collected = null;
        await round.DoAsync($"collect/{run.Id}/{id}", async () => collected = await CollectAsync(id, cancellation), cancellation);
        return collected;
    }

    private async Task<CollectedClaim?> CollectAsync(string id, CancellationToken cancellation)
    {
        var loaded = await claims.LoadAsync(id, cancellation);
        // The list of checked claims may be outdated: rely on the claim's own status.
        if (loaded.State is not { Status: ClaimStatus.Checked, Booking: Booking.None } claim)
            return null;
        return await contexts.OfAsync(claim, cancellation);
    }

    private async Task<Func<SettlementRun, Change<SettlementRun>>> CalculateAsync(SettlementRun run, CancellationToken cancellation)
    {
        var collected = new List<CollectedClaim>();
        foreach (var document in run.Collected)
            collected.AddRange(await documents.ReadAsync<CollectedClaim>(run.Id, document, cancellation));
        // A claim that moved within the list while it was read may appear twice.
        var lines = RunArithmetic.Of(
            await PolicyAsync(run, cancellation),
            run.Year,
            run.BudgetLeft,
            [.. collected.DistinctBy(c => c.ClaimId)]
        );
        var parts = new List<LinePart>();
        foreach (var part in lines.OrderBy(l => l.ClaimId, StringComparer.Ordinal).Chunk(RunDocuments.LinesPerPart))
        {
            parts.Add(new(await documents.SaveAsync(run.Id, part, cancellation), part[0].ClaimId, part.Length));
        }
        return now => StepDecisions.Calculate(now, parts, RunArithmetic.Totals(lines), time.GetUtcNow());
    }

    // First book the total on the programme's account, which refuses it if more was spent meanwhile; then settle the claims, part by
    // part; last, release the amounts of dropped claims.
    private async Task<Func<SettlementRun, Change<SettlementRun>>> CloseAsync(Loaded<SettlementRun> loaded, CancellationToken cancellation)
    {
        var run = loaded.State!;
        if (!run.Booked)
            return await BookAsync(loaded, cancellation);
        if (run.PartsClosed < run.Lines.Count)
            return await ClosePartAsync(run, cancellation);
        await accounts.PostAsync(
            ClaimAccounts.OfProgramme(run.Programme),
            run.Id,
            loaded.Version,
            _ => (Figures(run, run.SettledSum), null),
            cancellation
        );
        return now => StepDecisions.EndClosing(now, time.GetUtcNow());
    }

    private async Task<Func<SettlementRun, Change<SettlementRun>>> BookAsync(Loaded<SettlementRun> loaded, CancellationToken cancellation)
    {
        var run = loaded.State!;
        IReadOnlyDictionary<string, long> spent = run.SpentBefore;
        var booked = await accounts.PostAsync(
            ClaimAccounts.OfProgramme(run.Programme),
            run.Id,
            loaded.Version,
            others =>
            {
                spent = others;
                return StepDecisions.Covers(run, others) ? (Figures(run, run.Totals!.Amount), null) : (Figures(run, Yuan.Zero), "stale");
            },
            cancellation
        );
        return now =>
            booked.Refusal is null ? StepDecisions.Booked(now, time.GetUtcNow()) : StepDecisions.GoStale(now, spent, time.GetUtcNow());
    }

    private static Dictionary<string, long> Figures(SettlementRun run, Yuan amount)
    {
        var figures = new Dictionary<string, long> { [StepDecisions.ClosedRuns] = 1 };
        if (amount > Yuan.Zero)
            figures[ClaimAccounts.Spent(run.Year)] = amount.Fen;
        return figures;
    }

    private async Task<Func<SettlementRun, Change<SettlementRun>>> ClosePartAsync(SettlementRun run, CancellationToken cancellation)
    {
        var part = run.Lines[run.PartsClosed];
        var lines = await documents.ReadAsync<SettlementLine>(run.Id, part.Sha256, cancellation);
        var round = await asides.BeginAsync(Work, cancellation);
        var closed = (await EachAsync(lines, line => CloseInRoundAsync(round, run, line, cancellation))).OfType<SettlementLine>().ToArray();
        // It is unknown whether an unreadable claim got money, so its amount must not be released.
        if (closed.Length < lines.Length)
            throw new Failure(
                $"Settlement {run.Id} cannot tell what became of {lines.Length - closed.Length} claims, which are set aside."
            );
        var document = part with { Sha256 = await documents.SaveAsync(run.Id, closed, cancellation) };
        return now =>
            StepDecisions.ClosePart(
                now,
                document,
                closed.Where(l => l.Outcome == LineOutcome.Settled).Sum(l => l.Amount),
                closed.Count(l => l.Outcome == LineOutcome.Dropped),
                time.GetUtcNow()
            );
    }

    // Drops a claim that cannot be settled, unless an earlier attempt settled it. Null when the claim cannot be read.
    private async Task<SettlementLine?> CloseInRoundAsync(
        Round round,
        SettlementRun run,
        SettlementLine line,
        CancellationToken cancellation
    )
    {
        SettlementLine? closed = null;
        if (
            await round.DoAsync(
                $"close/{run.Id}/{line.ClaimId}",
                async () => closed = await CloseLineAsync(run, line, cancellation),
                cancellation
            )
        )
            return closed;
        var isRead = await round.DoAsync(
            $"read/{run.Id}/{line.ClaimId}",
            async () =>
            {
                var claim = (await claims.LoadAsync(line.ClaimId, cancellation)).State!;
                closed = line with
                {
                    Outcome =
                        claim.SettledByRuns.Contains(run.Id) ? LineOutcome.Settled
                        : claim.RejectedByRuns.Contains(run.Id) ? LineOutcome.Rejected
                        : LineOutcome.Dropped,
                };
            },
            cancellation
        );
        return isRead ? closed : null;
    }

    private async Task<SettlementLine> CloseLineAsync(SettlementRun run, SettlementLine line, CancellationToken cancellation)
    {
        LineOutcome? OutcomeOf(Claim claim) =>
            // This run has settled the claim already; later changes of the claim do not matter.
            claim.SettledByRuns.Contains(run.Id)
                ? LineOutcome.Settled
            : claim.RejectedByRuns.Contains(run.Id) ? LineOutcome.Rejected
            : claim.Status != ClaimStatus.Checked || claim.Booking != Booking.None || claim.Claimed != line.Claimed ? LineOutcome.Dropped
            : null;
        var outcome = LineOutcome.Dropped;
        await claims.UpdateAsync(
            line.ClaimId,
            loaded =>
            {
                var known = OutcomeOf(loaded.State!);
                outcome = known ?? (line.Amount > Yuan.Zero ? LineOutcome.Settled : LineOutcome.Rejected);
                return known is null ? SettleClaim.ByRun(loaded.State!, run, line, time.GetUtcNow()) : null;
            },
            run.Closed!.ToFinance(),
            cancellation
        );
        return line with { Outcome = outcome };
    }

    private async Task<Func<SettlementRun, Change<SettlementRun>>> PublishAsync(SettlementRun run, CancellationToken cancellation)
    {
        if (run.PartsPublished == run.Lines.Count)
            return now => StepDecisions.PublishPart(now, 0, time.GetUtcNow());
        var lines = await documents.ReadAsync<SettlementLine>(run.Id, run.Lines[run.PartsPublished].Sha256, cancellation);
        var round = await asides.BeginAsync(Work, cancellation);
        var opened = await EachAsync(
            [.. lines.Where(l => l.Outcome == LineOutcome.Settled)],
            async line =>
            {
                var isOpen = false;
                await round.DoAsync(
                    $"publish/{run.Id}/{line.ClaimId}",
                    async () => isOpen = await PublishLineAsync(run, line.ClaimId, cancellation),
                    cancellation
                );
                return isOpen;
            }
        );
        return now => StepDecisions.PublishPart(now, opened.Count(o => o), time.GetUtcNow());
    }

    private async Task<bool> PublishLineAsync(SettlementRun run, string claimId, CancellationToken cancellation)
    {
        var claim = await claims.UpdateAsync(
            claimId,
            loaded =>
            {
                if (
                    loaded.State!.PublishedByRun == run.Id
                    || loaded.State.Status != ClaimStatus.Settled
                    || loaded.State.Settlement?.RunId != run.Id
                )
                    return null;
                var open = OpenNotice.Open(loaded.State, calendar, run.Published!.ToFinance(), time.GetUtcNow());
                return open with { State = open.State with { PublishedByRun = run.Id } };
            },
            run.Published!.ToFinance(),
            cancellation
        );
        return claim.State!.PublishedByRun == run.Id;
    }

    /// <inheritdoc/>
    public string Work => "settlement";

    /// <inheritdoc/>
    public async Task RetryAsync(string item, CancellationToken cancellation)
    {
        var (act, run, claim) = item.Split('/', 3) is [var a, var r, var c]
            ? (a, r, c)
            : throw new Failure($"{item} is nothing to settle.");
        // Only check that the claim can be read: the next run settles the claims that this run has left out.
        if (act != "publish")
            await CollectAsync(claim, cancellation);
        else if ((await runs.LoadAsync(run, cancellation)).State is { Published: not null } state)
            await PublishLineAsync(state, claim, cancellation);
    }

    private async Task<Policy> PolicyAsync(SettlementRun run, CancellationToken cancellation) =>
        (await policies(cancellation)).Pinned(run.PolicyId, run.PolicyVersion);

    private static async Task<TResult[]> EachAsync<T, TResult>(IReadOnlyList<T> items, Func<T, Task<TResult>> act)
    {
        var results = new List<TResult>();
        foreach (var chunk in items.Chunk(AtOnce))
            results.AddRange(await Task.WhenAll(chunk.Select(act)));
        return [.. results];
    }

    internal static async Task<SettlementStepDue> OpenAsync(Outbox outbox, string message, CancellationToken cancellation)
    {
        var envelope = Json.Read<Envelope>(message);
        if (envelope.Type != MessageNames.SettlementStepDue)
            throw new Failure($"{envelope.Type} is no step of a settlement.");
        return await outbox.OpenAsync<SettlementStepDue>(envelope, cancellation);
    }
}
