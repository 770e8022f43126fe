using Microsoft.Azure.Functions.Worker;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.RewardCalculation.Entitlements;
using TechTransfer.RewardCalculation.Facts;
using TechTransfer.RewardCalculation.Organisations;
using TechTransfer.Storage;

namespace TechTransfer.RewardCalculation.Policies;

/// <summary>Figures again what a publication or a statement of facts touches, a page for each message, each step calling the next.</summary>
public sealed class RefiguringSteps(AggregateStore<Refiguring> work, AggregateStore<PublishedPolicy> published, PublishedPolicies policies, ContractRecords records, Figuring figuring,
    StatedFacts stated, Outbox outbox, TimeProvider time)
{
    private const int ContractsAtOnce = 25;
    private const int Attempts = 10;
    private static readonly Caller TheSystem = new("system", "系统", new HashSet<Role>(), null);

    [Function("RewardsFiguring")]
    public async Task Run([QueueTrigger(Topics.RewardsFiguring, Connection = "AzureWebJobsStorage")] string message, CancellationToken cancellation)
    {
        var envelope = Json.Read<Envelope>(message);
        switch (envelope.Type)
        {
            case nameof(PolicyFiguresDue):
                var due = await outbox.OpenAsync<PolicyFiguresDue>(envelope, cancellation);
                await StepAsync(due.PolicyId, due.Version, due.Step, cancellation);
                break;
            case nameof(OrganisationFactsStated):
                var facts = await outbox.OpenAsync<OrganisationFactsStated>(envelope, cancellation);
                await stated.SettleAsync(facts.Uscc, facts.Year, cancellation);
                break;
            default:
                throw new InvalidOperationException($"{envelope.Type} asks for no figures.");
        }
    }

    /// <summary>Carries one step out, if it is the one to do next: a message may come twice, or late.</summary>
    public async Task StepAsync(string policyId, int version, int step, CancellationToken cancellation)
    {
        var loaded = await work.LoadAsync(Refiguring.IdOf(policyId, version), cancellation);
        var state = loaded.State ?? await StartAsync(policyId, version, cancellation);
        if (state.Steps != step || state.Phase == RefiguringPhase.Done) return;

        var page = await records.OfYearAsync(state.Years[state.YearIndex], ContractsAtOnce, state.After, cancellation);
        var cause = new Cause("policyPublished", null, new($"政策“{policyId}”第{version}版已发布。", $"Version {version} of the policy '{policyId}' was published."));
        await Task.WhenAll(page.Select(contract => figuring.FigureAsync(contract, policyId, settles: state.Phase == RefiguringPhase.Settling, cause, cancellation)));

        var next = state.Next(page);
        if (state.Phase == RefiguringPhase.Filling && next.Phase == RefiguringPhase.Settling) await MakeReadyAsync(policyId, version, cancellation);
        var advanced = await work.CommitAsync(loaded, new(next, new RefiguringAdvanced(state.Phase, state.Steps)), TheSystem, null, cancellation);
        // After a conflict somebody else carried it out.
        if (advanced.Problem is { } problem && problem.Kind != Catalogue.VersionConflict) throw new InvalidOperationException($"The figures of {policyId} {version} cannot go on: {problem.Message.En}");
    }

    private async Task<Refiguring> StartAsync(string policyId, int version, CancellationToken cancellation)
    {
        var shelf = await policies.CurrentAsync(cancellation);
        // The list is written right after the publication's transaction: it comes.
        var policy = shelf.Book.VersionsOf(policyId).FirstOrDefault(p => p.Version == version) ?? throw new InvalidOperationException($"{policyId} {version} is not on the shelf yet: the message comes again.");
        var last = Math.Max(Math.Min(policy.To?.Year ?? int.MaxValue, time.GetUtcNow().ChinaDate().Year), policy.From.Year);
        // A policy year may reach into the calendar years beside it, and growth looks at the year before.
        return new() { PolicyId = policyId, Version = version, Years = [.. Enumerable.Range(policy.From.Year - 2, last - policy.From.Year + 4)], Phase = RefiguringPhase.Filling };
    }

    private async Task MakeReadyAsync(string policyId, int version, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var loaded = await published.LoadAsync(policyId, cancellation);
            if (PublishPolicy.Ready(loaded.State!, version) is not { } ready) return;
            var committed = await published.CommitAsync(loaded, ready, TheSystem, null, cancellation);
            if (committed.Problem is null) return;
            if (committed.Problem.Kind != Catalogue.VersionConflict || attempt == Attempts) throw new InvalidOperationException($"{policyId} {version} cannot be made ready: {committed.Problem.Message.En}");
        }
    }
}

/// <summary>What the store must know of the work.</summary>
public static class RefiguringKind
{
    public static AggregateKind<Refiguring> Kind { get; } = new("refiguring")
    {
        // Each step calls the next, with the transaction that ends it.
        Messages = (state, _) => state.Phase == RefiguringPhase.Done ? [] : [new PolicyFiguresDue(state.PolicyId, state.Version, state.Steps)],
    };
}
