using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Migration;

/// <summary>
/// Migrates the store from version 2 to 3: the lists for officials and timers, which had a partition each, become a group that shares one.
/// </summary>
public static class GroupLists
{
    private const int AtOnce = 8;

    public static StoreSteps Steps { get; } =
        new(new Dictionary<int, Func<AppStorage, TimeProvider, CancellationToken, Task>> { [2] = RunAsync });

    private static async Task RunAsync(AppStorage storage, TimeProvider time, CancellationToken cancellation)
    {
        var rules = RuleBook.Load();
        var contracts = new AggregateStore<Contract>(
            storage,
            new("case") { HoldsPersons = true, Lists = state => ContractSetup.ListsOf(state, rules) },
            time,
            NullLogger<AggregateStore<Contract>>.Instance
        );
        await Parallel.ForEachAsync(
            contracts.AllIdsAsync(cancellation),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (id, stop) => await contracts.RewriteListsAsync(id, stop)
        );
        foreach (var list in (string[])["status|", "year|", "due|", "work|", "term|", "text|", "number|"])
            await contracts.DropListsAsync(list, cancellation);
    }
}
