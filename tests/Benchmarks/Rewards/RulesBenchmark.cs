using System.Globalization;
using System.Text.Json;
using TechTransfer.Kernel.Explanations;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.Benchmarks.Rewards;

/// <c>rewards</c>: compares the processor time to calculate a contract under a policy (six conditions, three marginal tiers, explanation in
/// both languages) with that of json-rules-engine without explanations. Both get the same contracts in turns; medians count, and the sums
/// must be equal.
public static class RulesBenchmark
{
    private const double Promised = 20;
    private const int WarmUp = 6;
    private const int Rounds = 9;

    // A single run of our engine is too short to measure, so ten are measured together.
    private const int Turns = 10;

    public static int Run(int contracts)
    {
        var policy = PolicyBook.Load().VersionsOf("sample-seller")[0];
        var items = new Contracts(seed: 7)
            .Take(contracts)
            .Select(c => new ItemFacts(c, c.Sellers[0], BeneficiaryRole.Seller, null))
            .ToArray();
        var file = Path.GetTempFileName();
        File.WriteAllText(
            file,
            JsonSerializer.Serialize(
                items.Select(i => new
                {
                    registeredYear = i.Contract.RegisteredOn!.Value.Year,
                    inZone = i.Party.InZone,
                    kind = i.Contract.Kind,
                    paymentMode = i.Contract.PaymentMode.Word(),
                    valueStatus = i.Contract.ValueStatus.Word(),
                    relatedParty = i.Contract.RelatedParty,
                    technicalFen = i.Contract.TechnicalAmount.Fen,
                })
            )
        );

        Npm.Ensure("json-rules-engine");
        using var node = Npm.Start("Rewards", "rules-engine.mjs");
        string Ask(string line)
        {
            node.StandardInput.WriteLine(line);
            return node.StandardOutput.ReadLine() ?? throw new InvalidOperationException("json-rules-engine has ended.");
        }
        Ask(file);
        var (ours, theirs) = (new List<double>(), new List<double>());
        var letters = 0L;
        for (var round = 0; round < WarmUp + Rounds; round++)
        {
            var answer = Ask("run").Split(' ');
            theirs.Add(double.Parse(answer[0], CultureInfo.InvariantCulture));

            var (sum, start) = (0L, Environment.CpuUsage.TotalTime);
            for (var turn = 0; turn < Turns; turn++)
                (sum, letters) = Work(policy, items);
            ours.Add((Environment.CpuUsage.TotalTime - start).TotalNanoseconds / items.Length / Turns);
            if (sum != long.Parse(answer[1], CultureInfo.InvariantCulture))
                throw new InvalidOperationException($"We come to {sum}, json-rules-engine to {answer[1]}: they do not do the same work.");
        }
        node.StandardInput.Close();
        node.WaitForExit();
        File.Delete(file);

        var ratio = Median(theirs) / Median(ours);
        Console.WriteLine(
            $"{items.Length} contracts, medians of {Rounds} rounds of processor time in turns, the same sum; {letters / items.Length} letters of explanation each"
        );
        Console.WriteLine(
            $"json-rules-engine / ours: {ratio.ToString("F1", CultureInfo.InvariantCulture)} (at least {Promised} is promised)"
        );
        return ratio >= Promised ? 0 : 1;
    }

    private static (long Sum, long Letters) Work(Policy policy, ItemFacts[] items)
    {
        var (sum, letters) = (0L, 0L);
        foreach (var item in items)
        {
            var result = Assessment.OfItem(policy, 2026, item);
            letters += Read(result.Steps);
            if (!result.Counts)
                continue;
            var award = Assessment.OfYear(policy, 2026, new(item.Party, result.Figures, null, DeclaredFacts.None));
            letters += Read(award.Steps);
            sum += award.Amount.Fen;
        }
        return (sum, letters);
    }

    private static int Read(IReadOnlyList<Step> steps)
    {
        var letters = 0;
        var count = steps.Count;
        for (var i = 0; i < count; i++)
        {
            var text = steps[i].Text;
            letters += text.Zh.Length + text.En.Length;
        }
        return letters;
    }

    private static double Median(List<double> values) => values.Skip(WarmUp).Order().ElementAt(Rounds / 2);
}
