using System.Collections;
using TechTransfer.Kernel.Money;
using TechTransfer.RewardCalculation.ContractFacts;

namespace TechTransfer.Benchmarks.Rewards;

/// <summary>
/// An endless sequence of made-up contracts, the same for the same seed. Amounts have a long tail, and no policy counts some of the
/// contracts.
/// </summary>
public sealed class Contracts(int seed, int organisations = 50_000) : IEnumerable<KnownContract>
{
    private static readonly string[] Kinds = ["D1", "D1", "D1", "D2", "T1", "T3", "L1", "L3", "C1", "S1", "S1", "S2", "S3"];
    private static readonly PaymentMode[] Modes =
    [
        PaymentMode.Once,
        PaymentMode.Instalments,
        PaymentMode.Instalments,
        PaymentMode.Royalty,
        PaymentMode.Equity,
    ];

    public IEnumerator<KnownContract> GetEnumerator()
    {
        var random = new Random(seed);
        for (var i = 0; ; i++)
        {
            // Multiples of 100 yuan: every rate then gives whole fen, so that different rounding rules cannot change the sum.
            var amount = Yuan.Of(100 * (long)Math.Ceiling(3000 * Math.Exp(1.6 * Normal(random))));
            yield return new()
            {
                ContractId = $"c{i}",
                Number = $"{i:D16}",
                RegisteredOn = new DateOnly(random.Next(20) == 0 ? 2025 : 2026, 1, 1).AddDays(random.Next(365)),
                Kind = Kinds[random.Next(Kinds.Length)],
                Sellers = [Party(random, random.Next(4) == 0 ? "022" : "150")],
                Buyers = [Party(random, "150")],
                TechnicalAmount = amount,
                ContractValue = amount + Yuan.Of(100 * random.Next(5000)),
                ValueStatus = random.Next(30) == 0 ? ValueStatus.Undetermined : ValueStatus.Fixed,
                PaymentMode = Modes[random.Next(Modes.Length)],
                RelatedParty = random.Next(25) == 0,
            };
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private PartyFacts Party(Random random, string kind)
    {
        var number = random.Next(organisations);
        return new($"单位{number}（虚构）", kind, InZone: number % 3 != 0, $"9150000000{number:D8}");
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
