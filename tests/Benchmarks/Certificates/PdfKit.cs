using System.Diagnostics;
using System.Globalization;
using TechTransfer.Kernel;
using TechTransfer.Testing;

namespace TechTransfer.Benchmarks.Certificates;

/// <summary>Makes the sample certificate with pdfkit, a PDF library for Node.js, in a separate process.</summary>
internal static class PdfKit
{
    /// <summary>PDF files per second in the best round; null when pdfkit cannot be installed.</summary>
    public static async Task<double?> RateAsync(SamplePage page)
    {
        var folder = Repository.PathOf("tests", "Benchmarks", "Certificates", "pdfkit");
        // pdfkit has its own package.json, so that only users of this benchmark install it.
        if (
            !Directory.Exists(Path.Combine(folder, "node_modules", "pdfkit"))
            && (await RunAsync(folder, "npm", "", "ci", "--loglevel=error")).Code != 0
        )
            return null;
        var (code, output) = await RunAsync(folder, "node", Json.Write(page), "certificate.mjs");
        if (code != 0)
            throw new InvalidOperationException($"certificate.mjs ended with {code}.");
        return double.Parse(output, CultureInfo.InvariantCulture);
    }

    private static async Task<(int Code, string Output)> RunAsync(string folder, string program, string input, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
