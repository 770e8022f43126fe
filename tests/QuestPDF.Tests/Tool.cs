using System.Diagnostics;
using System.Text;

namespace QuestPDF.Tests;

internal static class Tool
{
    public static string Run(string program, params string[] arguments) => Encoding.UTF8.GetString(RunBinary(program, arguments));

    /// <summary>The standard output of a program. The test fails when the program is missing or fails.</summary>
    public static byte[] RunBinary(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {errors.GetAwaiter().GetResult()}");
        return output.ToArray();
    }
}
