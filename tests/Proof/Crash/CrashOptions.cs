using System.Globalization;
using TechTransfer.Demo;

namespace TechTransfer.Proof.Crash;

/// <summary>How long a crash sweep goes on.</summary>
/// <param name="Seed">What every random choice follows from.</param>
/// <param name="Kills">How many processes are killed.</param>
/// <param name="AtMost">When the load ends, however many were killed by then.</param>
/// <param name="Clients">Stories that are told at a time.</param>
/// <param name="Calls">The last storage call of those that are gone through in turn before; 0 for none.</param>
/// <param name="Days">
/// How many days pass in the middle: what was on public notice by then is approved and paid in the second half. 0 for one half only.
/// </param>
/// <param name="FirstCall">The storage call that the kills in turn begin with.</param>
public sealed record CrashOptions(int Seed, int Kills, TimeSpan AtMost, int Clients, int Calls, int Days, int FirstCall = 1)
{
    public static CrashOptions Of(string[] options)
    {
        var named = new CrashOptions(Random.Shared.Next(1, 1_000_000), 500, TimeSpan.FromMinutes(60), 6, 30, 20);
        for (var i = 0; i < options.Length; i += 2)
        {
            if (i + 1 == options.Length || !int.TryParse(options[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                throw new DemoFailedException($"{options[i]} needs a number.");
            named = options[i] switch
            {
                "--seed" => named with { Seed = value },
                "--kills" => named with { Kills = value },
                "--minutes" => named with { AtMost = TimeSpan.FromMinutes(value) },
                "--calls" => named with { Calls = value },
                "--from-call" => named with { FirstCall = value },
                "--days" => named with { Days = value },
                "--clients" => named with { Clients = value },
                var unknown => throw new DemoFailedException(
                    $"there is no option {unknown}: --seed, --kills, --minutes, --clients, --calls, --from-call and --days are there."
                ),
            };
        }
        return named;
    }
}
