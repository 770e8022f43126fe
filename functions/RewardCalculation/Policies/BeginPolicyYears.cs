using Microsoft.Azure.Functions.Worker;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Entitlements;

namespace TechTransfer.RewardCalculation.Policies;

/// <summary>
/// Starts each new policy year of policies with figures over earlier years: earlier contracts and money count for the new year although
/// no message arrives. Each year is started once, oldest first, missed ones included; <see cref="RecalculationSteps"/> does the work.
/// </summary>
public sealed class BeginPolicyYears(AggregateStore<Recalculation> work, PublishedPolicies policies, SetAsides asides, TimeProvider time)
{
    private static readonly Caller TheSystem = Caller.System();

    /// <summary>Runs daily at 00:10 and 06:10, China time.</summary>
    [Function("BeginPolicyYears")]
    public Task Run([TimerTrigger("0 10 16,22 * * *")] TimerInfo timer, CancellationToken cancellation) => RunAsync(cancellation);

    /// <summary>
    /// Returns how many policy years were started. Without any, it costs one read for each policy with figures over earlier years.
    /// </summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var begun = 0;
        var shelf = await policies.CurrentAsync(cancellation);
        var round = await asides.BeginAsync("policyYear", cancellation);
        // Start the years of a policy in order: a started later year would hide a missing earlier one.
        foreach (var id in shelf.Ids.Where(id => shelf.Ready.VersionsOf(id).Any(v => v.LooksBack())))
            await round.DoAsync(
                id,
                async () =>
                {
                    foreach (var (policy, year) in await MissingAsync(shelf, id, cancellation))
                    {
                        var loaded = await work.LoadAsync(Recalculation.IdOfYear(id, year), cancellation);
                        if (loaded.Exists)
                            continue;
                        var committed = await work.CommitAsync(
                            loaded,
                            new(Recalculation.OfYear(policy, year, time.GetUtcNow()), new PolicyYearBegan(year)),
                            TheSystem,
                            null,
                            cancellation
                        );
                        // A version conflict means that another instance has started the same year.
                        if (committed.Problem is null)
                            begun++;
                        else if (committed.Problem.Kind != Catalogue.VersionConflict)
                            throw new Failure($"The year {year} of {id} cannot begin: {committed.Problem.Kind.Code}");
                    }
                },
                cancellation
            );
        await round.EndAsync(cancellation);
        return begun;
    }

    // Go back to the last year that was started: all earlier ones were started before it.
    private async Task<IEnumerable<(Policy Policy, int Year)>> MissingAsync(PolicyShelf shelf, string id, CancellationToken cancellation)
    {
        var today = time.ChinaToday();
        var versions = shelf.Ready.VersionsOf(id);
        var (first, last) = (versions.Min(v => v.YearOf(v.From)), versions.Max(v => v.YearOf(today)));
        var missing = new Stack<(Policy, int)>();
        for (var year = last; year >= first; year--)
        {
            if (shelf.Governing(id, year) is not { } policy || !policy.LooksBack() || year > policy.YearOf(today))
                continue;
            if ((await work.LoadAsync(Recalculation.IdOfYear(id, year), cancellation)).Exists)
                break;
            missing.Push((policy, year));
        }
        return missing;
    }
}
