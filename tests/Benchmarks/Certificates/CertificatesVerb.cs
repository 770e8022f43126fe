using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using TechTransfer.Certificates;
using TechTransfer.Certificates.Papers;
using TechTransfer.Certificates.Signing;
using TechTransfer.PdfSigning;

namespace TechTransfer.Benchmarks.Certificates;

/// <summary>
/// What a signed certificate costs in time, size and memory, against pdfkit and headless Chromium with the same content and the same fonts on the same machine.
/// Theirs are not signed, and carry no statement.
/// </summary>
internal static class CertificatesVerb
{
    private const int MostBytes = 80 * 1024;
    private const int MostFirstMilliseconds = 400;
    private const int LeastOverPdfKit = 5;
    private const int LeastOverChromium = 50;
    private const int MostGrowth = 16 << 20;

    public static async Task<int> RunAsync(int many)
    {
        using var maker = new Maker();
        var kept = true;

        // What the process does once (fonts, code) is measured by itself below.
        for (var i = 0; i < 50; i++) await maker.MakeAsync(i);
        var largest = 0;
        var ours = await RateAsync(3, 200, async i => largest = Math.Max(largest, (await maker.MakeAsync(i)).Length));
        Line("signed certificates a second", ours.ToString("N0", CultureInfo.InvariantCulture));
        kept &= Promise($"largest file: {largest / 1024.0:N1} KB", largest <= MostBytes, $"at most {MostBytes / 1024} KB");

        kept &= await AgainstPdfKitAsync(ours);
        kept &= await AgainstChromiumAsync(ours);
        kept &= await FirstAsync();
        kept &= await MemoryAsync(maker, many);
        return kept ? 0 : 1;
    }

    /// <summary>What a fresh process does: nothing, or one certificate.</summary>
    public static async Task<int> ChildAsync(bool makesOne)
    {
        if (!makesOne) return 0;
        using var maker = new Maker();
        return (await maker.MakeAsync(1)).Length > 0 ? 0 : 1;
    }

    private static async Task<bool> AgainstPdfKitAsync(double ours)
    {
        if (await PdfKit.RateAsync(SamplePage.Of(0)) is not { } theirs) return Skipped("pdfkit", "npm could not install it");
        return Promise($"pdfkit a second: {theirs:N1}; ours {ours / theirs:N1} times that", ours >= LeastOverPdfKit * theirs, $"at least {LeastOverPdfKit} times");
    }

    private static async Task<bool> AgainstChromiumAsync(double ours)
    {
        if (Chromium.Find() is not { } program) return Skipped("Chromium", "no chromium is installed (Debian: apt-get install chromium)");
        await using var browser = await Chromium.StartAsync(program);
        for (var i = 0; i < 3; i++) await browser.PrintAsync(SamplePage.Of(i));
        var theirs = await RateAsync(3, 8, i => browser.PrintAsync(SamplePage.Of(i)));
        return Promise($"Chromium's print a second, one browser kept open: {theirs:N1}; ours {ours / theirs:N1} times that", ours >= LeastOverChromium * theirs, $"at least {LeastOverChromium} times");
    }

    private static async Task<bool> FirstAsync()
    {
        var (bare, first) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var i = 0; i < 5; i++)
        {
            bare = Min(bare, await StartAsync("start"));
            first = Min(first, await StartAsync("first"));
        }
        var more = (first - bare).TotalMilliseconds;
        return Promise($"first certificate in a fresh process: {more:N0} ms more than its start", more <= MostFirstMilliseconds, $"at most {MostFirstMilliseconds} ms");
    }

    private static async Task<TimeSpan> StartAsync(string what)
    {
        var watch = Stopwatch.StartNew();
        using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0], "certificates", what] : ["certificates", what]))!;
        await child.WaitForExitAsync();
        return child.ExitCode == 0 ? watch.Elapsed : throw new InvalidOperationException($"The child process ended with {child.ExitCode}.");
    }

    private static async Task<bool> MemoryAsync(Maker maker, int many)
    {
        for (var i = 0; i < many / 10; i++) await maker.MakeAsync(i);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var set = Environment.WorkingSet;
        for (var i = many / 10; i < many; i++) await maker.MakeAsync(i);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        return Promise($"live memory from the {many / 10:N0}th to the {many:N0}th certificate: {grown / 1024.0 / 1024:+0.0;-0.0} MB (working set {(Environment.WorkingSet - set) / 1024.0 / 1024:+0;-0} MB, now {Environment.WorkingSet / 1024.0 / 1024:N0} MB)",
            grown <= MostGrowth, $"at most {MostGrowth >> 20} MB more");
    }

    /// <summary>Of several rounds the best: others use the machine, too.</summary>
    private static async Task<double> RateAsync(int rounds, int each, Func<int, Task> make)
    {
        var best = 0.0;
        for (var round = 0; round < rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < each; i++) await make(round * each + i);
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

    /// <summary>Makes certificates as the app does, short of storing them.</summary>
    private sealed class Maker : IDisposable
    {
        private readonly string folder = Directory.CreateTempSubdirectory("authority").FullName;
        private readonly PaperSigner signer;
        private readonly PaperFile files;

        public Maker()
        {
            LocalAuthority.Open(folder, "重庆高新区技术合同认定登记机构（样例）", TimeProvider.System).Dispose();
            var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["PublicBaseUrl"] = "https://certificates.example",
                ["VerificationSecret"] = Convert.ToBase64String(new byte[32]),
                ["SignatureKeyFile"] = Path.Combine(folder, "signing.pfx"),
                ["SignatureAnchorsFile"] = Path.Combine(folder, "authority.crt"),
            }).Build();
            signer = PaperSigner.From(settings, TimeProvider.System);
            files = new(CertificateSettings.From(settings), signer);
        }

        public Task<byte[]> MakeAsync(int i)
        {
            var contract = SamplePage.Contract(i);
            var paper = (Paper)Issue.Request(new(PaperKinds.Registration, contract.ContractId, 1), new RegistrationContent(contract), "benchmark", new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero)).State;
            return files.MakeAsync(paper, SamplePage.NumberOf(i), "0ABCD-1EFGH-2JKMN-3PQRS", new string('0', 64), default);
        }

        public void Dispose()
        {
            signer.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }
}
