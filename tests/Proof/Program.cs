using TechTransfer.Demo;
using TechTransfer.Proof.Crash;

// The long forms of the proofs: `./test proof crash [--seed N] [--kills N] [--minutes N]`.
try
{
    switch (args)
    {
        case ["crash", .. var options]:
            var broken = await new CrashSweep(CrashOptions.Of(options), Console.WriteLine).RunAsync();
            foreach (var violation in broken) Console.Error.WriteLine($"broken: {violation}");
            Console.WriteLine(broken.Count == 0 ? "All promises were kept." : $"{broken.Count} promises were broken.");
            return broken.Count == 0 ? 0 : 1;
        default:
            Console.Error.WriteLine("proof crash [--seed N] [--kills N] [--minutes N] [--clients N]");
            return 2;
    }
}
catch (DemoFailedException failure)
{
    Console.Error.WriteLine($"proof: {failure.Message}");
    return 2;
}
