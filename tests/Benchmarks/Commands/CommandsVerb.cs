using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using TechTransfer.Benchmarks.Storage;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel;
using TechTransfer.Testing;

namespace TechTransfer.Benchmarks.Commands;

/// <c>commands</c>: compares the time of a command with that of its storage calls alone. The calls of each command are recorded once. Then
/// the command and the bare calls run in turns, each on a different contract. Ratios of medians cancel out other load on the machine.
public static class CommandsVerb
{
    private const double Promised = 1.3;
    private const int WarmUp = 40;
    private static readonly string[] Steps =
    [
        "file a draft",
        "replace a draft",
        "upload an attachment",
        "submit",
        "accept",
        "assess",
        "register",
    ];

    public static async Task<int> RunAsync(int repetitions)
    {
        var recorder = new Recorder();
        var (office, bareOffice) = (await Office.NewAsync(), await Office.NewAsync(recorder.Hook));
        // Store enough contracts first, so that each shard of the counters already has its sums row.
        await Parallel.ForEachAsync(
            Enumerable.Range(0, WarmUp),
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (i, _) =>
            {
                await office.LifeAsync($"预热{i:D6}");
                await bareOffice.LifeAsync($"预热{i:D6}");
            }
        );

        var recorded = new Dictionary<string, IReadOnlyList<RecordedCall>>();
        var original = Title(0);
        var id = await bareOffice.LifeAsync(
            original,
            async (step, run) =>
            {
                var (calls, answer) = await recorder.OfAsync(run);
                recorded[step] = calls;
                return answer;
            }
        );
        var number = recorded["register"]
            .SelectMany(c => c.Body is null ? [] : Numbers().Matches(System.Text.Encoding.UTF8.GetString(c.Body)).Select(m => m.Value))
            .First();

        using var bare = new BareCalls(await AzuriteServer.ConnectionStringAsync());
        var times = Steps.ToDictionary(s => s, _ => (Command: new List<double>(), Bare: new List<double>()));
        for (var repetition = 1; repetition <= repetitions; repetition++)
        {
            var other = new Dictionary<string, string>
            {
                [id] = Ids.Derive("case", "bare", $"{repetition}"),
                [number] = $"number|9{repetition.ToString("D11", CultureInfo.InvariantCulture)}",
            };
            // A title with full-width brackets reserves two keys.
            foreach (var (before, now) in KeysOf(bareOffice, original).Zip(KeysOf(bareOffice, Title(repetition))))
                other[before] = now;
            var ready = recorded.ToDictionary(r => r.Key, r => bare.Ready(r.Value, other));
            var commandFirst = repetition % 2 == 0;
            await office.LifeAsync(
                Title(repetition),
                async (step, run) =>
                {
                    if (!commandFirst)
                        times[step].Bare.Add(await TimeAsync(() => bare.MakeAsync(ready[step])));
                    string answer = "";
                    times[step].Command.Add(await TimeAsync(async () => answer = await run()));
                    if (commandFirst)
                        times[step].Bare.Add(await TimeAsync(() => bare.MakeAsync(ready[step])));
                    return answer;
                }
            );
        }

        Console.WriteLine(
            $"{repetitions} repetitions, medians after the first {repetitions / 5}; at most {Promised.ToString(CultureInfo.InvariantCulture)} is promised"
        );
        Console.WriteLine("| command | calls | command / bare calls |");
        Console.WriteLine("|---|---:|---:|");
        var (command, calls, worst) = (0.0, 0.0, 0.0);
        foreach (var step in Steps)
        {
            var (c, b) = (Median(times[step].Command.Skip(repetitions / 5)), Median(times[step].Bare.Skip(repetitions / 5)));
            (command, calls, worst) = (command + c, calls + b, Math.Max(worst, c / b));
            Console.WriteLine($"| {step} | {recorded[step].Count} | {(c / b).ToString("F2", CultureInfo.InvariantCulture)} |");
        }
        Console.WriteLine(
            $"| all, from draft to number | {recorded.Values.Sum(r => r.Count)} | {(command / calls).ToString("F2", CultureInfo.InvariantCulture)} |"
        );
        return worst <= Promised ? 0 : 1;
    }

    private static string Title(int repetition) => $"计时合同{repetition:D6}（虚构）";

    private static IEnumerable<string> KeysOf(Office office, string title) =>
        DuplicateKey.Split(DuplicateKey.Of(office.Content(title).Deserialize<ContractContent>(Json.Strict)!));

    private static async Task<double> TimeAsync(Func<Task> run)
    {
        var watch = Stopwatch.StartNew();
        await run();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static System.Text.RegularExpressions.Regex Numbers() => new(@"number\|\d{12}");
}
