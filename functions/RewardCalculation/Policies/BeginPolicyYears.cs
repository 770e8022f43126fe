using Microsoft.Azure.Functions.Worker;
using TechTransfer.Kernel;
using TechTransfer.RewardCalculation.Calculation;
using TechTransfer.RewardCalculation.Entitlements;
using TechTransfer.Storage;

namespace TechTransfer.RewardCalculation.Policies;

/// <summary>
/// Begins the policy years of policies that look back: contracts and money of the years before count for a new one without any message.
/// Each year is begun
/// once, oldest first; those that passed while nobody looked are made up for. The work itself goes through the queue (<see
/// cref="RefiguringSteps"/>).
/// </summary>
public sealed class BeginPolicyYears(AggregateStore<Refiguring> work, PublishedPolicies policies, SetAsides asides, TimeProvider time)
{
    private static readonly Caller TheSystem = Caller.System();

    /// <summary>Soon after midnight in China, and once more in the morning.</summary>
    [Function("BeginPolicyYears")]
    public Task Run([TimerTrigger("0 10 16,22 * * *")] TimerInfo timer, CancellationToken cancellation) => RunAsync(cancellation);

    /// <summary>Begins what is to begin; how many years. Costs one read for each policy that looks back when there is nothing to do, and
    /// nothing for others.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var begun = 0;
        var shelf = await policies.CurrentAsync(cancellation);
        var round = await asides.BeginAsync("policyYear", cancellation);
        // The years of one policy begin one after the other: a year behind one that did not would hide it.
        foreach (var id in shelf.Ids.Where(id => shelf.Ready.VersionsOf(id).Any(v => v.LooksBack())))
            await round.DoAsync(
                id,
                async () =>
                {
                    foreach (var (policy, year) in await MissingAsync(shelf, id, cancellation))
                    {
                        var loaded = await work.LoadAsync(Refiguring.IdOfYear(id, year), cancellation);
                        if (loaded.Exists)
                            continue;
                        var committed = await work.CommitAsync(
                            loaded,
                            new(Refiguring.OfYear(policy, year, time.GetUtcNow()), new PolicyYearBegan(year)),
                            TheSystem,
                            null,
                            cancellation
                        );
                        // After a conflict somebody else began it.
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

    // Back to the last one that was begun: those before it were, or there was nothing to begin.
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
            if ((await work.LoadAsync(Refiguring.IdOfYear(id, year), cancellation)).Exists)
                break;
            missing.Push((policy, year));
        }
        return missing;
    }
}
