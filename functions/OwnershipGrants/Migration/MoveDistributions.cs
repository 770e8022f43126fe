using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Distributions;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Migration;

/// <summary>
/// First event of a distribution that the migration turned into an aggregate. Its earlier events remain in the history of the achievement.
/// </summary>
[WireName("DistributionMoved")]
public sealed record DistributionMoved(Distribution Distribution) : AchievementEvent;

/// <summary>
/// Migrates the store from version 1 to 2: distributions leave the state of their achievement and become aggregates with the same ids.
/// </summary>
public static class MoveDistributions
{
    private const int AtOnce = 8;
    private static readonly Caller Migration = Caller.System("migration", "数据迁移");

    public static StoreSteps Steps { get; } =
        new(new Dictionary<int, Func<AppStorage, TimeProvider, CancellationToken, Task>> { [1] = RunAsync });

    private static async Task RunAsync(AppStorage storage, TimeProvider time, CancellationToken cancellation)
    {
        var achievements = new AggregateStore<Achievement>(
            storage,
            AchievementSetup.Of(GrantRuleBook.Load()),
            time,
            NullLogger<AggregateStore<Achievement>>.Instance
        );
        var distributions = new AggregateStore<Distribution>(
            storage,
            DistributionSetup.Of(achievements),
            time,
            NullLogger<AggregateStore<Distribution>>.Instance
        );
        await Parallel.ForEachAsync(
            achievements.AllIdsAsync(cancellation),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (id, stop) => await MoveAsync(achievements, distributions, id, stop)
        );
    }

    // The achievement drops its distributions last: a run that was interrupted before then starts over and finds all of them.
    private static async Task MoveAsync(
        AggregateStore<Achievement> achievements,
        AggregateStore<Distribution> distributions,
        string id,
        CancellationToken cancellation
    )
    {
        var loaded = await achievements.LoadAsync(id, cancellation);
        if (loaded.State is not { Distributions.Count: > 0 } achievement)
            return;
        var versions = VersionsOf(await achievements.ReadHistoryAsync(id, cancellation));
        var taken = new Dictionary<string, int>();
        foreach (var distribution in achievement.Distributions)
        {
            var keys = IncomeKeys.Of(id, distribution.Source.ContractId, distribution.Terms.IncomeOn, distribution.Terms.Income);
            var number = taken[keys] = taken.GetValueOrDefault(keys, -1) + 1;
            var moved = distribution with
            {
                Achievement = DistributedAchievement.Of(achievement),
                Persons = DistributionPersons.Of(achievement, distribution.Terms.IncomeOn),
                Places = [IncomeKeys.Number(keys, number)],
                Reminded = [.. achievement.Reminded.Where(key => IsOf(key, distribution))],
            };
            await distributions.TakeOverCommandsAsync(
                moved.Id,
                achievements.Kind,
                id,
                versions.GetValueOrDefault(moved.Id, []),
                cancellation
            );
            var before = await distributions.LoadAsync(moved.Id, cancellation);
            if (!before.Exists)
                Require(
                    await distributions.CommitAsync(
                        before,
                        new(moved, new DistributionMoved(moved) { Ledger = [] }),
                        Migration,
                        null,
                        cancellation
                    ),
                    moved.Id
                );
        }
        var without = achievement with
        {
            Distributions = [],
            Reminded = [.. achievement.Reminded.Where(key => !achievement.Distributions.Any(d => IsOf(key, d)))],
        };
        Require(await achievements.CommitAsync(loaded, new(without, null), Migration, null, cancellation), id);
    }

    private static bool IsOf(string reminded, Distribution distribution) => reminded.Split('|')[1] == PartIds.NameOf(distribution.Id);

    // Returns for each distribution id the versions of the achievement whose events concern this distribution.
    private static Dictionary<string, HashSet<long>> VersionsOf(History history)
    {
        var versions = new Dictionary<string, HashSet<long>>();
        foreach (var entry in history.Entries)
        {
            using var stored = JsonDocument.Parse(entry.Json);
            var data = stored.RootElement.GetProperty("data");
            var id =
                data.TryGetProperty("distributionId", out var named) ? named.GetString()
                : data.TryGetProperty("distribution", out var made) ? made.GetProperty("id").GetString()
                : null;
            if (id is null)
                continue;
            if (!versions.TryGetValue(id, out var of))
                versions[id] = of = [];
            of.Add(entry.Version);
        }
        return versions;
    }

    private static void Require<T>(Outcome<Loaded<T>> outcome, string id)
    {
        if (outcome.Problem is { } problem)
            throw new Failure($"{id} could not be moved: {problem.Kind.Code}");
    }
}
