using System.Diagnostics;
using System.Security.Cryptography;
using TechTransfer.Pdf.Keys;
using TechTransfer.Storage;
using TechTransfer.Testing;

namespace TechTransfer.Benchmarks.ColdStart;

/// <summary>
/// Measures the time from process start to the first 200 response, for each app and for a minimal isolated worker with one function. All
/// are published with ReadyToRun and started in turns under LocalHost.
/// </summary>
internal static class ColdStartVerb
{
    private const double MostTime = 1.15,
        MostWork = 1.25,
        MostMemory = 1.2;

    public static Task<int> RunAsync(int rounds) => PublishedAsync(async apps => Report(await MeasureAsync(apps, rounds), apps[0]));

    public static Task<int> OverheadAsync(int calls) =>
        PublishedAsync(async apps =>
        {
            Console.WriteLine("| app | median / bare | p99 / bare |\n|---|---:|---:|");
            var hosts = new List<LocalHost.FunctionsHost>();
            foreach (var app in apps)
                hosts.Add(await app.HostAsync());
            using var client = new HttpClient();
            var times = hosts.ConvertAll(_ => new List<double>());
            for (var call = -calls / 5; call < calls; call++)
            {
                for (var i = 0; i < hosts.Count; i++)
                {
                    var clock = Stopwatch.GetTimestamp();
                    await client.GetByteArrayAsync(new Uri(hosts[i].Address, apps[i].LiveRoute));
                    if (call >= 0)
                        times[i].Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
                }
            }
            foreach (var host in hosts)
                await host.DisposeAsync();
            double At(int app, double part) => times[app].Order().ElementAt((int)(part * (calls - 1)));
            for (var i = 0; i < apps.Length; i++)
                Console.WriteLine(
                    FormattableString.Invariant($"| {apps[i].Name} | {At(i, 0.5) / At(0, 0.5):0.00} | {At(i, 0.99) / At(0, 0.99):0.00} |")
                );
            return 0;
        });

    private static async Task<int> PublishedAsync(Func<PublishedApp[], Task<int>> measure)
    {
        var published = Directory.CreateTempSubdirectory("coldstart-");
        try
        {
            var settings = Settings(Path.Combine(published.FullName, "keys"), await AzuriteServer.ConnectionStringAsync());
            // In production the deployment creates tables and queues before the apps start.
            foreach (var name in (string[])["contracts", "rewards", "grants", "certificates", "portal"])
                await AppStorage.Open(name, settings.GetValueOrDefault).CreateMissingAsync([]);
            var bare = await PublishedApp.PublishAsync("tests/BareApp", published.FullName, settings);
            var apps = new List<PublishedApp>();
            foreach (var folder in Directory.GetDirectories(Repository.PathOf("functions")).Order())
                apps.Add(await PublishedApp.PublishAsync($"functions/{Path.GetFileName(folder)}", published.FullName, settings));
            return await measure([bare, .. apps]);
        }
        finally
        {
            published.Delete(recursive: true);
        }
    }

    /// <summary>Settings as in production, without any of the Development environment.</summary>
    private static Dictionary<string, string> Settings(string keys, string storage)
    {
        LocalAuthority.Open(keys, "示例机构（虚构）", TimeProvider.System).Dispose();
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
            ["SessionsKey"] = secret,
            ["SignIn__ClientId"] = "portal",
            ["ContractsAddress"] = "https://contracts.invalid",
            ["RewardsAddress"] = "https://rewards.invalid",
            ["GrantsAddress"] = "https://grants.invalid",
            ["CertificatesAddress"] = "https://certificates.invalid",
            ["SignatureKeyFile"] = Path.Combine(keys, "signing.pfx"),
            ["SignatureAnchorsFile"] = Path.Combine(keys, "authority.crt"),
        };
    }

    private static async Task<Dictionary<PublishedApp, List<Start>>> MeasureAsync(PublishedApp[] apps, int rounds)
    {
        var starts = apps.ToDictionary(app => app, _ => new List<Start>());
        foreach (var app in apps)
            await app.StartAsync(); // An uncounted first start, to fill the file cache of the operating system.
        for (var round = 0; round < rounds; round++)
        {
            foreach (var app in apps)
                starts[app].Add(await app.StartAsync());
        }
        return starts;
    }

    private static int Report(Dictionary<PublishedApp, List<Start>> starts, PublishedApp bare)
    {
        var kept = true;
        Console.WriteLine("| app | first 200 / bare | processor time / bare | memory / bare | resident MiB |\n|---|---:|---:|---:|---:|");
        foreach (var (app, measured) in starts)
        {
            double Ratio(Func<Start, double> figure) => Median(measured, figure) / Median(starts[bare], figure);
            var (time, work, memory) = (
                Ratio(s => s.Time.TotalMilliseconds),
                Ratio(s => s.Work.TotalMilliseconds),
                Ratio(s => s.Mebibytes)
            );
            Console.WriteLine(
                FormattableString.Invariant(
                    $"| {app.Name} | {time:0.00} | {work:0.00} | {memory:0.00} | {measured.Max(s => s.Mebibytes):0} |"
                )
            );
            kept &= time <= MostTime && work <= MostWork && memory <= MostMemory;
        }
        if (!kept)
            Console.Error.WriteLine(
                FormattableString.Invariant(
                    $"The promise is at most {MostTime} times the bare app's time, {MostWork} times its processor time and {MostMemory} times its memory."
                )
            );
        return kept ? 0 : 1;
    }

    private static double Median(IEnumerable<Start> starts, Func<Start, double> figure)
    {
        var sorted = starts.Select(figure).Order().ToArray();
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }
}

/// <summary>Measurements of one cold start.</summary>
/// <param name="Time">From the start of the process to the end of the first 200 response.</param>
/// <param name="Work">Processor time used in that period.</param>
/// <param name="Mebibytes">Resident memory at the end of that period.</param>
internal sealed record Start(TimeSpan Time, TimeSpan Work, double Mebibytes);
