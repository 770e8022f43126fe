using System.Security.Cryptography;
using TechTransfer.PdfSigning;
using TechTransfer.Testing;

namespace TechTransfer.Benchmarks.ColdStart;

/// <summary>
/// From the start of the process to its first 200, of each app and of a bare minimal API, all published alike (self-contained, ReadyToRun) and started in turns.
/// </summary>
internal static class ColdStartVerb
{
    private const double LongestRatio = 1.5;
    private const double MostMebibytes = 120;

    public static async Task<int> RunAsync(int rounds)
    {
        var published = Directory.CreateTempSubdirectory("coldstart-");
        try
        {
            var settings = Settings(Path.Combine(published.FullName, "keys"), await AzuriteServer.ConnectionStringAsync());
            var bare = await PublishedApp.PublishAsync("tests/BareApi", published.FullName, settings);
            var apps = new List<PublishedApp>();
            foreach (var folder in Directory.GetDirectories(Repository.PathOf("functions")).Order())
                apps.Add(await PublishedApp.PublishAsync($"functions/{Path.GetFileName(folder)}", published.FullName, settings));
            return Report(await MeasureAsync([bare, .. apps], rounds), bare);
        }
        finally
        {
            published.Delete(recursive: true);
        }
    }

    /// <summary>As in production: nothing is made for a developer's sake.</summary>
    private static Dictionary<string, string> Settings(string keys, string storage)
    {
        LocalAuthority.Open(keys, "样例机构（虚构）", TimeProvider.System).Dispose();
        var secret = Convert.ToBase64String(new byte[32]);
        using var heads = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new()
        {
            ["AzureWebJobsStorage"] = storage,
            ["BackupStorage"] = storage,
            ["HeadsKey"] = Convert.ToBase64String(heads.ExportPkcs8PrivateKey()),
            ["SignIn__Authority"] = "https://login.invalid/tenant",
            ["PersonsKey"] = secret,
            ["VerificationSecret"] = secret,
            ["PublicBaseUrl"] = "https://certificates.invalid",
            ["SignatureKeyFile"] = Path.Combine(keys, "signing.pfx"),
            ["SignatureAnchorsFile"] = Path.Combine(keys, "authority.crt"),
        };
    }

    private static async Task<Dictionary<PublishedApp, List<Start>>> MeasureAsync(PublishedApp[] apps, int rounds)
    {
        var starts = apps.ToDictionary(app => app, _ => new List<Start>());
        foreach (var app in apps) await app.StartAsync(); // Once, so that every file lies in the cache of the system.
        for (var round = 0; round < rounds; round++)
        {
            foreach (var app in apps) starts[app].Add(await app.StartAsync());
        }
        return starts;
    }

    private static int Report(Dictionary<PublishedApp, List<Start>> starts, PublishedApp bare)
    {
        var (bareTime, bareWork) = (Median(starts[bare], s => s.Time.TotalMilliseconds), Median(starts[bare], s => s.Work.TotalMilliseconds));
        var kept = true;
        Console.WriteLine("| app | first 200 / bare | processor time / bare | resident MiB |\n|---|---:|---:|---:|");
        foreach (var (app, measured) in starts)
        {
            var ratio = Median(measured, s => s.Time.TotalMilliseconds) / bareTime;
            var memory = measured.Max(s => s.Mebibytes);
            Console.WriteLine(FormattableString.Invariant($"| {app.Name} | {ratio:0.00} | {Median(measured, s => s.Work.TotalMilliseconds) / bareWork:0.00} | {memory:0} |"));
            kept &= app == bare || (ratio <= LongestRatio && memory <= MostMebibytes);
        }
        if (!kept) Console.Error.WriteLine(FormattableString.Invariant($"The promise is at most {LongestRatio} times the bare API and {MostMebibytes} MiB."));
        return kept ? 0 : 1;
    }

    private static double Median(IEnumerable<Start> starts, Func<Start, double> figure)
    {
        var sorted = starts.Select(figure).Order().ToArray();
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }
}

/// <summary>One start.</summary>
/// <param name="Time">From the start of the process to the whole of its first 200.</param>
/// <param name="Work">What it had used of the processors by then.</param>
/// <param name="Mebibytes">What it had in memory then.</param>
internal sealed record Start(TimeSpan Time, TimeSpan Work, double Mebibytes);
