using System.Globalization;
using TechTransfer.Demo;

namespace TechTransfer.Proof.Crash;

/// <summary>Options of a crash sweep: a random load on two instances of every app while processes are killed.</summary>
/// <param name="AtMost">Time limit; the load ends then, even with fewer kills.</param>
/// <param name="Clients">Number of clients that run stories in parallel.</param>
/// <param name="Calls">
/// Before the random load, kill at each storage call of a command in turn, up to this number; 0 to skip this part.
/// </param>
/// <param name="Days">
/// Days that the clock moves on halfway, so that public notices end and the second half can approve and pay. 0 for one half only.
/// </param>
/// <param name="FirstCall">First storage call to kill at in turn, counted from 1.</param>
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
