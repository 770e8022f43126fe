using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Configuration;
using TechTransfer.Certificates;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Kinds;
using TechTransfer.Certificates.Signing;
using TechTransfer.Pdf.Keys;
using TechTransfer.Pdf.Verification;
using TechTransfer.Testing;

namespace TechTransfer.Benchmarks.Certificates;

/// <summary>
/// Measures time, size and memory of signed certificates, compared with pdfkit and headless Chromium on the same content, fonts and
/// machine. Their PDFs have neither a signature nor embedded data.
/// </summary>
internal static class CertificatesVerb
{
    private const string ProfilingTiers = "DOTNET_TieredPGO";
    private const int WarmUp = 1_000;
    private const int MostBytes = 80 * 1024;
    private const int MostFirstMilliseconds = 400;
    private const int LeastOverPdfKit = 5;
    private const int LeastOverChromium = 50;
    private static readonly TimeSpan MostJudging = TimeSpan.FromSeconds(1);
    private const int MostGrowth = 16 << 20;

    public static async Task<int> RunAsync(int many)
    {
        if (Environment.GetEnvironmentVariable(ProfilingTiers) != "0")
            return await AsTheAppRunsAsync(many);
        var keys = Directory.CreateTempSubdirectory("authority").FullName;
        LocalAuthority.Open(keys, "重庆高新区技术合同认定登记机构（示例）", TimeProvider.System).Dispose();
        using var maker = new Maker(keys);
        var kept = true;

        // Leave one-time work (fonts, compilation) out; it is measured separately below, and the competitors run warm too.
        for (var i = 0; i < WarmUp; i++)
            await maker.MakeAsync(i);
        var largest = 0;
        var ours = await RateAsync(3, 200, async i => largest = Math.Max(largest, (await maker.MakeAsync(i)).Length));
        Line("signed certificates a second", ours.ToString("N0", CultureInfo.InvariantCulture));
        kept &= Promise($"largest file: {largest / 1024.0:N1} KB", largest <= MostBytes, $"at most {MostBytes / 1024} KB");

        kept &= await JudgedAsync(maker);

        kept &= await AgainstPdfKitAsync(ours);
        kept &= await AgainstChromiumAsync(ours);
        kept &= await FirstAsync(keys);
        kept &= await MemoryAsync(maker, many);
        Directory.Delete(keys, recursive: true);
        return kept ? 0 : 1;
    }

    // Restarts the benchmark without tiered PGO, because the app's project file turns it off too.
    private static async Task<int> AsTheAppRunsAsync(int many)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [Environment.GetCommandLineArgs()[0], "certificates", many.ToString(CultureInfo.InvariantCulture)]
        );
        start.Environment[ProfilingTiers] = "0";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>
    /// Runs in a fresh process: loads key and settings, then makes one certificate; without `makesOne`, none, to measure the start alone.
    /// </summary>
    public static async Task<int> ChildAsync(string keys, bool makesOne)
    {
        using var maker = new Maker(keys);
        return !makesOne || (await maker.MakeAsync(1)).Length > 0 ? 0 : 1;
    }

    // Measures the verification of a certificate, and of files that are built to make it slow.
    private static async Task<bool> JudgedAsync(Maker maker)
    {
        var file = await maker.MakeAsync(0);
        Line(
            "certificates judged a second",
            (await RateAsync(3, 200, _ => Task.FromResult(PdfSignatures.Verify(file, [])))).ToString("N0", CultureInfo.InvariantCulture)
        );
        var kept = true;
        foreach (
            var (what, hostile) in ((string, byte[])[])
                [
                    (
                        "16 MiB of brackets",
                        [.. "%PDF-1.7\n1 0 obj\n"u8, .. Enumerable.Repeat((byte)'[', (16 << 20) - 100), .. "\nstartxref\n9\n%%EOF"u8]
                    ),
                    ("100 MB", [.. file, .. new byte[100_000_000 - file.Length]]),
                ]
        )
        {
            var watch = Stopwatch.StartNew();
            PdfSignatures.Verify(hostile, []);
            kept &= Promise(
                $"{what} judged in {watch.Elapsed.TotalMilliseconds:N0} ms",
                watch.Elapsed <= MostJudging,
                $"at most {MostJudging.TotalSeconds} s"
            );
        }
        return kept;
    }

    private static async Task<bool> AgainstPdfKitAsync(double ours)
    {
        if (await PdfKit.RateAsync(SamplePage.Of(0)) is not { } theirs)
            return Skipped("pdfkit", "npm could not install it");
        return Promise(
            $"pdfkit a second: {theirs:N1}; ours {ours / theirs:N1} times that",
            ours >= LeastOverPdfKit * theirs,
            $"at least {LeastOverPdfKit} times"
        );
    }

    private static async Task<bool> AgainstChromiumAsync(double ours)
    {
        if (Chromium.Find() is not { } program)
            return Skipped("Chromium", "no chromium is installed (Debian: apt-get install chromium)");
        await using var browser = await Chromium.StartAsync(program);
        for (var i = 0; i < 3; i++)
            await browser.PrintAsync(SamplePage.Of(i));
        var theirs = await RateAsync(3, 8, i => browser.PrintAsync(SamplePage.Of(i)));
        return Promise(
            $"Chromium's print a second, one browser kept open: {theirs:N1}; ours {ours / theirs:N1} times that",
            ours >= LeastOverChromium * theirs,
            $"at least {LeastOverChromium} times"
        );
    }

    private static async Task<bool> FirstAsync(string keys)
    {
        var folder = Directory.CreateTempSubdirectory("published").FullName;
        try
        {
            // Published with ReadyToRun, as the app is deployed.
            var (code, output) = await RunAsync(
                "dotnet",
                [
                    "publish",
                    Repository.PathOf("tests", "Benchmarks"),
                    "-c",
                    "Release",
                    "-r",
                    RuntimeInformation.RuntimeIdentifier,
                    "--no-self-contained",
                    "-v",
                    "quiet",
                    "-nologo",
                    "-p:RunAnalyzers=false",
                    "-p:ErrorOnDuplicatePublishOutputFiles=false",
                    "-o",
                    folder,
                ]
            );
            if (code != 0)
                return Skipped("the first certificate in a fresh process", $"the project could not be published: {output}");
            var program = Path.Combine(folder, "Benchmarks.dll");
            var (bare, first) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
            for (var i = 0; i < 7; i++)
            {
                bare = Min(bare, await StartAsync(program, "start", keys));
                first = Min(first, await StartAsync(program, "first", keys));
            }
            var more = (first - bare).TotalMilliseconds;
            return Promise(
                $"first certificate in a fresh process: {more:N0} ms more than its start of {bare.TotalMilliseconds:N0} ms",
                more <= MostFirstMilliseconds,
                $"at most {MostFirstMilliseconds} ms"
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<TimeSpan> StartAsync(string program, string what, string keys)
    {
        var watch = Stopwatch.StartNew();
        var (code, output) = await RunAsync("dotnet", [program, "certificates", what, keys]);
        return code == 0 ? watch.Elapsed : throw new InvalidOperationException($"The child process ended with {code}: {output}");
    }

    private static async Task<(int Code, string Output)> RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    private static async Task<bool> MemoryAsync(Maker maker, int many)
    {
        for (var i = 0; i < many / 10; i++)
            await maker.MakeAsync(i);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var set = Environment.WorkingSet;
        for (var i = many / 10; i < many; i++)
            await maker.MakeAsync(i);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        return Promise(
            $"live memory from the {many / 10:N0}th to the {many:N0}th certificate: {grown / 1024.0 / 1024:+0.0;-0.0} MB (working set {(Environment.WorkingSet - set) / 1024.0 / 1024:+0;-0} MB, now {Environment.WorkingSet / 1024.0 / 1024:N0} MB)",
            grown <= MostGrowth,
            $"at most {MostGrowth >> 20} MB more"
        );
    }

    /// <summary>Calls per second in the best of several rounds, because other processes use the machine too.</summary>
    private static async Task<double> RateAsync(int rounds, int each, Func<int, Task> make)
    {
        var best = 0.0;
        for (var round = 0; round < rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < each; i++)
                await make(round * each + i);
            best = Math.Max(best, each / watch.Elapsed.TotalSeconds);
        }
        return best;
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static void Line(string name, string value) => Console.WriteLine($"{name}: {value}");

    private static bool Promise(string measured, bool isKept, string promise)
    {
        Console.WriteLine($"{measured} ({promise}{(isKept ? "" : ": NOT KEPT")})");
        return isKept;
    }

    private static bool Skipped(string what, string why)
    {
        Console.WriteLine($"{what}: skipped, {why}");
        return true;
    }

    /// <summary>Makes certificates with the code of the app, without storing them.</summary>
    private sealed class Maker : IDisposable
    {
        private readonly CertificateSigner signer;
        private readonly CertificateFile files;

        public Maker(string keys)
        {
            var settings = new ConfigurationBuilder()
                .AddInMemoryCollection(
                    new Dictionary<string, string?>
                    {
                        ["PublicBaseUrl"] = "https://certificates.example",
                        ["VerificationSecret"] = Convert.ToBase64String(new byte[32]),
                        ["SignatureKeyFile"] = Path.Combine(keys, "signing.pfx"),
                        ["SignatureAnchorsFile"] = Path.Combine(keys, "authority.crt"),
                    }
                )
                .Build();
            signer = CertificateSigner.From(settings, TimeProvider.System);
            files = new(CertificateSettings.From(settings), signer);
        }

        public Task<byte[]> MakeAsync(int i)
        {
            var contract = SamplePage.Contract(i);
            var certificate = (Certificate)
                FinishCertificate
                    .Request(
                        new(RegistrationContent.Kind, contract.ContractId, 1),
                        new RegistrationContent(contract),
                        "benchmark",
                        new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero)
                    )
                    .State;
            return files.MakeAsync(certificate, SamplePage.NumberOf(i), "0ABCD-1EFGH-2JKMN-3PQRS", new string('0', 64), default);
        }

        public void Dispose() => signer.Dispose();
    }
}
