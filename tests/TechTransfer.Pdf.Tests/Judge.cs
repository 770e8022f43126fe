using System.Diagnostics;
using System.Text;

namespace TechTransfer.Pdf.Tests;

internal static class Judge
{
    public static string Run(string program, params string[] arguments)
    {
        var (code, output, errors) = Start(program, arguments);
        var text = Encoding.UTF8.GetString(output) + errors;
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)} ended with {code}: {text}");
        return text;
    }

    public static byte[] RunBinary(string program, params string[] arguments)
    {
        var (code, output, errors) = Start(program, arguments);
        Assert.True(code == 0, $"{program} ended with {code}: {errors}");
        return output;
    }

    public static (int Code, byte[] Output, string Errors) Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        return (process.ExitCode, output.ToArray(), errors.GetAwaiter().GetResult());
    }
}
