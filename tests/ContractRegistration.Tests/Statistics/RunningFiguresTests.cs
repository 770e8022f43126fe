using FsCheck;
using FsCheck.Fluent;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Statistics;
using TechTransfer.Kernel.Money;
using TechTransfer.Storage.Aggregates;

namespace TechTransfer.ContractRegistration.Tests.Statistics;

/// <summary>Compares the running figures with figures calculated from the stored contracts.</summary>
public class RunningFiguresTests
{
    /// <summary>What may happen to a contract. <c>Left</c> means any status outside the register.</summary>
    public enum Happening
    {
        Drafted,
        Registered,
        Imported,
        Changed,
        Left,
    }

    /// <summary>One step of a random history.</summary>
    /// <param name="Case">Number of the contract.</param>
    /// <param name="Seed">Seed of the contract's random figures.</param>
    /// <param name="Crashes">True when the process dies after the commit, so that the sweeper must update the projections.</param>
    public sealed record Happened(int Case, Happening What, int Seed, bool Crashes);

    private static readonly ContractStatus[] OutOfTheRegister =
    [
        .. Enum.GetValues<ContractStatus>().Where(s => s is not (ContractStatus.Registered or ContractStatus.Decided)),
    ];

    private static Contract After(Happened step)
    {
        string[] kinds = ["D1", "D2", "T1", "T3", "L1", "L3", "C1", "S1", "S3"];
        var random = new Random(step.Seed);
        var month = 1 + random.Next(6);
        var on = step.What == Happening.Imported ? new DateOnly(2025, 1 + random.Next(12), 5) : new DateOnly(2026, month, 5);
        var state = CountedContract.Of(
            $"case-{step.Case}",
            kinds[random.Next(kinds.Length)],
            on,
            random.Next(1, 1_000_000) / 100m,
            random.Next(1, 1_000_000) / 100m,
            $"{1 + random.Next(11)}",
            random.Next(2) == 0 ? "022" : "150",
            random.Next(2) == 0,
            random.Next(2) == 0 ? "510104" : "500112",
            price: random.Next(5) == 0 ? ValueStatus.Undetermined : ValueStatus.Fixed
        );
        // Without duplicate keys, because these contracts differ only in their ids.
        state = state with
        {
            DuplicateKey = null,
            Number = $"{1000 + step.Case}",
        };
        return step.What switch
        {
            Happening.Drafted => state with { Status = ContractStatus.Draft, SubmittedAt = null },
            Happening.Left => state with { Status = OutOfTheRegister[random.Next(OutOfTheRegister.Length)] },
            Happening.Registered or Happening.Imported or Happening.Changed => state,
        };
    }

    [Fact]
    public void After_any_history_with_crashes_and_late_projections_they_are_equal()
    {
        var steps = Gen.Choose(0, 3)
            .SelectMany(c =>
                Gen.Elements(Enum.GetValues<Happening>())
                    .SelectMany(what =>
                        Gen.Choose(0, 1_000_000)
                            .SelectMany(seed => Gen.Elements(true, false, false).Select(crashes => new Happened(c, what, seed, crashes)))
                    )
            );
        Prop.ForAll(
                Gen.ArrayOf(steps).ToArbitrary(),
                history =>
                {
                    HoldsAsync(history).GetAwaiter().GetResult();
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(12).WithEndSize(16));
    }

    private static async Task HoldsAsync(Happened[] history)
    {
        var calls = new BrokenCalls();
        var app = await StatisticsApp.NewAsync(configure: calls.Hook);
        foreach (var step in history)
        {
            calls.Fails = request => step.Crashes && request.Uri.ToString().Contains($"{app.App}Counters", StringComparison.Ordinal);
            await app.PutAsync(After(step));
        }
        calls.Fails = _ => false;

        // Two sweepers at once finish what the crashes interrupted.
        app.Time.Now += Sweeper.Age + TimeSpan.FromMinutes(1);
        await Task.WhenAll(app.Sweeper.RunAsync(), (await app.AgainAsync()).Sweeper.RunAsync());
        Assert.Equal(0, (await app.Storage.BacklogAsync([])).Markers);

        var current = new List<Contract>();
        foreach (var id in history.Select(h => $"case-{h.Case}").Distinct())
            current.Add((await app.Contracts.LoadAsync(id)).State!);
        foreach (var year in (int[])[2025, 2026])
        {
            Assert.Equal(
                CountedContract.Lines(CountedContract.Recompute(current, year)),
                CountedContract.Lines(await app.RunningAsync(year))
            );
            Assert.Equal(0, (await app.RebuildAsync(year)).Repaired);
        }
    }

    [Fact]
    public async Task Projections_that_arrive_in_any_order_and_twice_leave_the_latest()
    {
        var app = await StatisticsApp.NewAsync();
        Dictionary<string, long>[] versions =
        [
            .. Enumerable.Range(1, 5).Select(v => new Dictionary<string, long> { ["06|kind|D.D1|n"] = 1, ["06|kind|D.D1|v"] = v * 100 }),
        ];
        var order = Enumerable.Range(0, 5).Concat(Enumerable.Range(0, 5)).ToArray();
        new Random(7).Shuffle(order);

        await Task.WhenAll(order.Select(v => app.Counters.CorrectAsync(ContractFigures.Counter, "2026", "case-1", v + 1, versions[v])));

        Assert.Equal(new Figures(1, Yuan.FromFen(500), Yuan.Zero), (await app.RunningAsync(2026)).Total);
    }

    [Fact]
    public async Task A_cancelled_contract_leaves_the_figures_and_one_that_is_changed_moves_in_them()
    {
        var app = await StatisticsApp.NewAsync();
        await app.PutAsync(CountedContract.Of("a", "D1") with { DuplicateKey = null });
        await app.PutAsync(CountedContract.Of("b", "T3") with { DuplicateKey = null });
        Assert.Equal(2, (await app.ReadAsync(StatisticsBy.Kind, 2026)).Total.Number);

        await app.PutAsync(CountedContract.Of("a", "S1", value: 5) with { DuplicateKey = null });
        await app.PutAsync(CountedContract.Of("b", "T3") with { Status = ContractStatus.Withdrawn });

        var view = await app.ReadAsync(StatisticsBy.Kind, 2026);
        Assert.Equal(("S", 1L, Yuan.Of(5)), (Assert.Single(view.Rows).Code, view.Total.Number!.Value, view.Total.ContractValue!.Value));
    }
}
