using TechTransfer.Demo;
using TechTransfer.Proof.Crash;
using TechTransfer.Proof.Faults;
using TechTransfer.Testing.Proxies;

// Long runs of the proofs: `./test proof crash [--seed N] [--kills N] [--minutes N]`, `./test proof faults|history [--seed N] [--seconds
// N]`.
try
{
    switch (args)
    {
        case ["crash", .. var options]:
            return Tell(await new CrashSweep(CrashOptions.Of(options), Console.WriteLine).RunAsync());
        case ["faults", .. var options]:
            return Tell(await new FaultRun(FaultOptions.Of(options), Console.WriteLine).RunAsync());
        case ["history", .. var options]:
            return Tell(
                await new FaultRun(
                    FaultOptions.Of(options) with
                    {
                        Phases =
                        [
                            [FaultKind.Pass],
                        ],
                    },
                    Console.WriteLine
                ).RunAsync()
            );
        default:
            Console.Error.WriteLine(
                "proof crash [--seed N] [--kills N] [--minutes N] [--clients N] | faults|history [--seed N] [--seconds N] [--clients N]"
            );
            return 2;
    }
}
catch (DemoFailedException failure)
{
    Console.Error.WriteLine($"proof: {failure.Message}");
    return 2;
}

static int Tell(IReadOnlyList<string> broken)
{
    foreach (var violation in broken)
        Console.Error.WriteLine($"broken: {violation}");
    Console.WriteLine(broken.Count == 0 ? "All promises were kept." : $"{broken.Count} promises were broken.");
    return broken.Count == 0 ? 0 : 1;
}
