using TechTransfer.Benchmarks.Storage;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel;
using TechTransfer.Testing;

namespace TechTransfer.Benchmarks.Costs;

public sealed class OperationCosts(Office office, CountedCalls calls)
{
    private const int AtOnce = 16;
    private int stored;
    private int measured;

    public static async Task<OperationCosts> NewAsync()
    {
        var calls = new CountedCalls();
        var costs = new OperationCosts(await Office.NewAsync(calls.Hook), calls);
        // Run once uncounted: the first number of a year reads one row less, because its counter does not exist yet.
        await costs.MeasureAsync();
        return costs;
    }

    /// <summary>
    /// Adds contracts of the same parties and year until the given number is stored. Nine in ten are registered, the others are submitted.
    /// </summary>
    public async Task FillAsync(int cases, Action<int>? progress = null)
    {
        var behind = await office.BehindTheCounterAsync();
        var pattern = (await behind.Contracts.LoadAsync(await behind.LifeAsync($"示例合同{cases:D6}（虚构）"))).State!;
        await Parallel.ForEachAsync(
            Enumerable.Range(stored, cases - stored),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (i, cancellation) =>
            {
                var content = pattern.Content with { Title = $"存量合同{i:D6}（虚构）" };
                var state = pattern with
                {
                    Id = $"case-seed-{i:D6}",
                    Content = content,
                    DuplicateKey = DuplicateKey.Of(content),
                    Number = $"{i:D16}",
                    RegisteredOn = new(Office.Today.Year, 1 + i % 5, 5),
                };
                if (i % 10 == 9)
                    state = state with { Status = ContractStatus.Submitted, Number = null, RegisteredOn = null };
                var outcome = await behind.Contracts.CommitAsync(
                    await behind.Contracts.LoadAsync(state.Id, cancellation),
                    new(state, new ContractSeeded(i)),
                    Office.Caller("registrar-a"),
                    null,
                    cancellation
                );
                if (outcome.Problem is { } problem)
                    throw new InvalidOperationException($"{state.Id}: {problem.Message.En}");
                if (i % 1000 == 999)
                    progress?.Invoke(i + 1);
            }
        );
        stored = cases;
    }

    public async Task<IReadOnlyDictionary<string, StorageCost>> MeasureAsync()
    {
        var costs = new Dictionary<string, StorageCost>();
        async Task<T> Count<T>(string operation, Func<Task<T>> run)
        {
            var (cost, result) = await calls.OfAsync(run);
            costs[operation] = cost;
            return result;
        }
        var id = await office.LifeAsync($"计数合同{++measured:D6}（虚构）", Count);
        await Count("read a contract", () => office.ReadAsync(id));
        await Count("read a history", () => office.HistoryAsync(id));
        await Count("a page of a party's contracts", () => office.ListAsync($"?party={SampleFiles.Uscc("U1")}&limit=5"));
        await Count("a page of the registered contracts", () => office.ListAsync("?status=registered&limit=5"));
        await Count("a page of the waiting contracts", () => office.ListAsync("?status=submitted&limit=5"));
        await Count("a page of a year", () => office.ListAsync("?year=2026&limit=5&kind=C1"));
        await Count("find a number", () => office.ListAsync("?number=0000000000000007"));
        await Count("statistics of a year", () => office.StatisticsAsync("?year=2026"));
        // The first run freezes all past months of the year, so measure the next month.
        await office.FreezeMonths.FreezeAsync();
        office.Time.Now = office.Time.Now.AddMonths(1);
        var frozen = await Count("freeze a month", () => office.FreezeMonths.FreezeAsync());
        await Count("statistics of a frozen month", () => office.StatisticsAsync($"?asOf={frozen.Single()}"));
        return costs;
    }
}

[WireName("CaseSeeded")]
public sealed record ContractSeeded(int Index);
