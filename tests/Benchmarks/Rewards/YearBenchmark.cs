using System.Diagnostics;
using System.Globalization;
using TechTransfer.Kernel.Money;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.Benchmarks.Rewards;

/// <c>rewards-year</c>: calculates and settles a whole nation's year in one process. Contracts with three receipts each arrive as a stream;
/// only the running sums of each organisation and policy are kept, as in the service. Then it calculates all awards and settles all claims
/// within a budget that is too small.
public static class YearBenchmark
{
    private const long MostMemory = 1L << 30;
    private const int Year = 2026;

    public static int Run(int contracts)
    {
        var book = PolicyBook.Load();
        Policy[] policies = [book.VersionsOf("sample-seller")[0], book.VersionsOf("sample-buyer")[0]];
        var random = new Random(11);
        var (start, allocated) = (Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes());
        var sums = policies.Select(_ => new Dictionary<string, (PartyFacts Party, long[] Sums)>()).ToArray();
        var names = new string[policies.Length][];
        var receipts = 0L;
        foreach (var contract in new Contracts(seed: 7, organisations: Math.Max(contracts / 10, 1)).Take(contracts))
        {
            var money = Receipts(contract, random);
            receipts += money.Count;
            for (var p = 0; p < policies.Length; p++)
            {
                foreach (var party in policies[p].Beneficiary.PartiesOf(contract))
                {
                    var result = Assessment.OfItem(policies[p], Year, new(contract, party, policies[p].Beneficiary, money));
                    names[p] ??= [.. result.Figures.Keys];
                    if (!result.Counts)
                        continue;
                    if (!sums[p].TryGetValue(party.Uscc!, out var total))
                        sums[p][party.Uscc!] = total = (party, new long[names[p].Length]);
                    var i = 0;
                    foreach (var value in result.Figures.Values)
                        total.Sums[i++] += value;
                }
            }
        }

        var (claims, settled) = (0, Yuan.Zero);
        for (var p = 0; p < policies.Length; p++)
        {
            var entries = new List<SettlementEntry>(sums[p].Count);
            foreach (var (uscc, (party, total)) in sums[p])
            {
                var award = Assessment.OfYear(
                    policies[p],
                    Year,
                    new(party, names[p].Zip(total).ToDictionary(n => n.First, n => n.Second), null, DeclaredFacts.None)
                );
                if (award.Amount > Yuan.Zero)
                    entries.Add(
                        new(
                            $"claim-{uscc}",
                            uscc,
                            policies[p].Beneficiary,
                            award.Amount,
                            new(Year + 1, 1, 1 + entries.Count % 31),
                            new(Year + 1, 3, 1),
                            0
                        )
                    );
            }
            var asked = entries.Sum(e => e.Amount);
            var limited = policies[p] with { Budget = new Budget(Yuan.FromFen(asked.Fen / 3 * 2), "第九条") { Cut = BudgetCut.ProRata } };
            var result = Settlement.Of(limited, Year, entries, SettlementContext.Empty);
            if (result.Settled > result.Available)
                throw new InvalidOperationException($"{result.Settled} is settled on a budget of {result.Available}.");
            (claims, settled) = (claims + entries.Count, settled + result.Settled);
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var bytes = (GC.GetTotalAllocatedBytes() - allocated) / contracts;
        var peak = System.Diagnostics.Process.GetCurrentProcess().PeakWorkingSet64;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{contracts} contracts, {receipts} receipts, {sums.Sum(s => s.Count)} organisations in a role, {claims} claims, {settled} yuan settled"
            )
        );
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{seconds:F1} s, {bytes} bytes allocated per contract, {peak >> 20} MiB at most in memory (at most {MostMemory >> 20} are promised)"
            )
        );
        return peak <= MostMemory ? 0 : 1;
    }

    private static List<MonthlyMoney> Receipts(KnownContract contract, Random random)
    {
        var parts = contract.TechnicalAmount.SplitByLargestRemainder([4, 4, 2]);
        var month = random.Next(1, 10);
        return [.. parts.Select((part, i) => new MonthlyMoney(Year, month + i, part, part))];
    }
}
