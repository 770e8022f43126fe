using System.Diagnostics;

namespace TechTransfer.Testing;

public sealed record Tool(int Code, string Output, string Errors)
{
    /// <summary>Runs a program until it exits. A non-zero exit code is returned, not thrown.</summary>
    public static async Task<Tool> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await errors);
    }
}
