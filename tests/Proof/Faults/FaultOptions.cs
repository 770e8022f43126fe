using System.Globalization;
using TechTransfer.Demo;
using TechTransfer.Testing.Proxies;

namespace TechTransfer.Proof.Faults;

/// <summary>Options of a fault run: a random load on two instances of every app while storage calls fail.</summary>
/// <param name="Clients">Number of clients that run stories in parallel.</param>
/// <param name="Phases">The phases in order, each as the kinds of faults that occur in it.</param>
public sealed record FaultOptions(int Seed, TimeSpan Each, int Clients, IReadOnlyList<IReadOnlyList<FaultKind>> Phases)
{
    public static IReadOnlyList<FaultKind> All { get; } =
    [
        FaultKind.InternalError,
        FaultKind.Busy,
        FaultKind.TimeoutAfterWrite,
        FaultKind.Conflict,
        FaultKind.PreconditionFailed,
        FaultKind.CutBefore,
        FaultKind.CutAfter,
        FaultKind.SlowBytes,
        FaultKind.Silence,
    ];

    public static FaultOptions Of(string[] options)
    {
        var named = new FaultOptions(
            Random.Shared.Next(1, 1_000_000),
            TimeSpan.FromMinutes(2),
            6,
            [.. All.Select(kind => (FaultKind[])[kind]), All]
        );
        for (var i = 0; i < options.Length; i += 2)
        {
            if (i + 1 == options.Length)
                throw new DemoFailedException($"{options[i]} needs a value.");
            int Number() =>
                int.TryParse(options[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                    ? value
                    : throw new DemoFailedException($"{options[i]} needs a number.");
            named = options[i] switch
            {
                "--seed" => named with { Seed = Number() },
                "--seconds" => named with { Each = TimeSpan.FromSeconds(Number()) },
                "--clients" => named with { Clients = Number() },
                "--kind" => Enum.TryParse<FaultKind>(options[i + 1], ignoreCase: true, out var kind)
                    ? named with
                    {
                        Phases =
                        [
                            [kind],
                        ],
                    }
                    : throw new DemoFailedException($"there is no fault {options[i + 1]}: {string.Join(", ", All)} are there."),
                var unknown => throw new DemoFailedException(
                    $"there is no option {unknown}: --seed, --seconds, --clients and --kind are there."
                ),
            };
        }
        return named;
    }
}
