using System.Globalization;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Messages;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Organisations;
using TechTransfer.RewardCalculation.Policies;
using TechTransfer.RewardCalculation.YearSums;

namespace TechTransfer.RewardCalculation.Entitlements;

/// <summary>
/// Recalculates the entitlements affected by a published policy, a new policy year or newly stated facts. Each message handles one page,
/// and its commit sends the message for the next page.
/// </summary>
public sealed class RecalculationSteps(
    StepRunner<Recalculation> runner,
    AggregateStore<Recalculation> work,
    AggregateStore<PublishedPolicy> published,
    PublishedPolicies policies,
    ContractRecords records,
    UpdateYearSums sums,
    RecalculateEntitlements recalculate,
    StatedFacts stated,
    Lists lists,
    Outbox outbox,
    SetAsides asides,
    TimeProvider time
) : IRetried
{
    private const int ContractsAtOnce = 25;
    private static readonly Caller TheSystem = Caller.System();

    [Function("RewardsFiguring")]
    public async Task Run(
        [QueueTrigger(Topics.RewardsRecalculation, Connection = "AzureWebJobsStorage")] QueueMessage message,
        CancellationToken cancellation
    )
    {
        var envelope = Json.Read<Envelope>(message.MessageText);
        switch (envelope.Type)
        {
            case MessageNames.PolicyFiguresDue:
                var due = await outbox.OpenAsync<PolicyFiguresDue>(envelope, cancellation);
                if (!await StepAsync(due.PolicyId, due.Version, due.Step, cancellation, due.Year))
                    throw new NotYetException($"Version {due.Version} of {due.PolicyId} is not visible yet.");
                break;
            case MessageNames.OrganisationFactsStated:
                var facts = await outbox.OpenAsync<OrganisationFactsStated>(envelope, cancellation);
                await stated.FollowAsync(facts.Uscc, facts.Year, cancellation);
                break;
            case MessageNames.ContractFactsConfirmed:
                var confirmed = await outbox.OpenAsync<ContractFactsConfirmed>(envelope, cancellation);
                await records.KeepDeclaredAsync(confirmed.ContractId, envelope.Version, confirmed.Facts, cancellation);
                await recalculate.OfContractAsync(
                    confirmed.ContractId,
                    null,
                    new(
                        "declaredFacts",
                        confirmed.ContractId,
                        new("合同申报信息已确认。", "A declared fact of the contract was confirmed.")
                    ),
                    cancellation
                );
                break;
            default:
                throw new Failure($"{envelope.Type} asks for no figures.");
        }
    }

    /// <summary>Runs one step; returns false while the published version is not visible yet, so that the step must be retried.</summary>
    /// <param name="began">Policy year that has begun; null for a publication.</param>
    public async Task<bool> StepAsync(string policyId, int version, int step, CancellationToken cancellation, int? began = null)
    {
        // The list of published versions is updated after the publication's commit, so the version may not be in it yet.
        var policy = (await policies.CurrentAsync(cancellation)).Book.VersionsOf(policyId).FirstOrDefault(p => p.Version == version);
        if (policy is null)
            return false;

        var id = began is { } begun ? Recalculation.IdOfYear(policyId, begun) : Recalculation.IdOf(policyId, version);
        // The first message after a publication creates the aggregate of the job.
        if (began is null && step == 0)
            await work.UpdateAsync(id, loaded => loaded.Exists ? null : new(Start(policy), null), TheSystem, cancellation);
        await runner.RunAsync(
            id,
            step,
            async (loaded, held) =>
            {
                var state = loaded.State!;
                var year = state.Years[state.YearIndex];
                var after =
                    state.Phase == RecalculationPhase.Stating
                        ? await OrganisationsAsync(policy, year, state.After, held)
                        : await ContractsAsync(state, year, held);
                if (
                    state.Phase == RecalculationPhase.Filling
                    && state.Next(after, time.GetUtcNow()).Phase == RecalculationPhase.Recalculating
                )
                    await MakeReadyAsync(policyId, version, held);
                return now => new(now.Next(after, time.GetUtcNow()), new RecalculationAdvanced(now.Phase, now.Steps));
            },
            cancellation
        );
        return true;
    }

    private async Task<string?> ContractsAsync(Recalculation state, int year, CancellationToken cancellation)
    {
        var page = await records.OfYearAsync(year, ContractsAtOnce, state.After, cancellation);
        var policy = (await policies.CurrentAsync(cancellation)).Book.NameOf(state.PolicyId);
        var cause = state.Began is { } began
            ? new Cause(
                "yearBegan",
                null,
                new($"政策“{policy.Zh}”的{began}年度已开始。", $"The year {began} of the policy '{policy.En}' has begun.")
            )
            : new Cause(
                "policyPublished",
                null,
                new($"政策“{policy.Zh}”第{state.Version}版已发布。", $"Version {state.Version} of the policy '{policy.En}' was published.")
            );
        var round = await asides.BeginAsync(Work, cancellation);
        await Task.WhenAll(
            page.Select(contract =>
                round.DoAsync(
                    $"contract/{state.PolicyId}/{contract}",
                    () =>
                        state.Phase == RecalculationPhase.Recalculating
                            ? recalculate.OfContractAsync(contract, state.PolicyId, cause, cancellation)
                            : sums.RunAsync(contract, state.PolicyId, cancellation),
                    cancellation
                )
            )
        );
        return page.Count == 0 ? null : page[^1];
    }

    private async Task<string?> OrganisationsAsync(Policy policy, int year, string? after, CancellationToken cancellation)
    {
        if (!policy.GivesWithoutContracts())
            return null;
        var page = (await lists.ReadAsync(OrganisationSetup.OfYear(year), ContractsAtOnce, after, cancellation: cancellation)).Value;
        var round = await asides.BeginAsync(Work, cancellation);
        foreach (var uscc in page.Items.Select(line => Json.Read<OrganisationLine>(line.GetRawText()).Uscc))
        {
            await round.DoAsync(
                string.Create(CultureInfo.InvariantCulture, $"organisation/{year}/{uscc}"),
                () => stated.FollowAsync(uscc, year, cancellation),
                cancellation
            );
        }
        return page.Cursor;
    }

    /// <inheritdoc/>
    public string Work => "figures";

    /// <inheritdoc/>
    public Task RetryAsync(string item, CancellationToken cancellation) =>
        item.Split('/', 3) switch
        {
            ["organisation", var year, var uscc] => stated.FollowAsync(uscc, int.Parse(year, CultureInfo.InvariantCulture), cancellation),
            [_, var policy, var contract] => recalculate.OfContractAsync(
                contract,
                policy,
                new("rebuilt", contract, new("数据已重新汇总。", "The figures were recalculated from the stored data.")),
                cancellation
            ),
            _ => throw new Failure($"{item} is nothing to figure."),
        };

    private Recalculation Start(Policy policy)
    {
        var now = time.GetUtcNow();
        var last = Math.Max(Math.Min(policy.To?.Year ?? int.MaxValue, now.ChinaDate().Year), policy.From.Year);
        // A policy year may overlap two calendar years, growth compares with the year before, and some figures cover earlier years.
        var first = Math.Min(policy.From.Year - 2, policy.FirstDay(policy.YearOf(policy.From)).Year);
        return new()
        {
            PolicyId = policy.Id,
            Version = policy.Version,
            Years = [.. Enumerable.Range(first, last - first + 2)],
            Phase = RecalculationPhase.Filling,
            LastStepAt = now,
        };
    }

    private Task<Loaded<PublishedPolicy>> MakeReadyAsync(string policyId, int version, CancellationToken cancellation) =>
        published.UpdateAsync(policyId, now => PublishPolicy.Ready(now.State!, version), TheSystem, cancellation);
}
