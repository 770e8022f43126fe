using System.Diagnostics;
using System.Globalization;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.ContractRegistration.Exports;
using TechTransfer.ContractRegistration.Imports;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.ContractRegistration.Rules;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.Storage;
using TechTransfer.Testing;

namespace TechTransfer.Benchmarks.Imports;

/// <summary>
/// Imports a file of drafts, reading it included, and then makes every table call of that import again, bare, with the same bytes and as many at once. Import
/// and replay take turns in rounds, so that whatever else the machine does falls on both; the first round warms up and is not counted.
/// </summary>
internal static class ImportBenchmark
{
    private const int Rounds = 5;
    private const double Wanted = 0.7;

    public static async Task<int> RunAsync(int rows)
    {
        var connection = await AzuriteServer.ConnectionStringAsync();
        var rules = RuleBook.Load();
        var ratios = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var file = FileOf(rows / Rounds, round, rules);
            var (import, recording, app) = await ImportAsync(connection, file, rules);
            var bare = await ReplayAsync(connection, recording, app, rules);
            var ratio = bare / import;
            if (round > 0) ratios.Add(ratio);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{(round == 0 ? "warm-up" : $"round {round}")}: {rows / Rounds} rows, {recording.Calls.Count} table calls ({recording.Others} others, not replayed): import {import:0.00} s, bare {bare:0.00} s, rate {ratio:P0} of bare"));
        }
        var median = ratios.Order().ElementAt(ratios.Count / 2);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median rate of import: {median:P0} of its bare table calls (wanted: at least {Wanted:P0})"));
        return median >= Wanted ? 0 : 2;
    }

    private static async Task<(double Seconds, Recording Recording, string App)> ImportAsync(string connection, byte[] file, RuleBook rules)
    {
        var name = Name();
        var recording = new Recording();
        await Open(name, connection).CreateMissingAsync([$"{name}-imports"]);
        var storage = Open(name, connection, options => options.AddPolicy(recording, HttpPipelinePosition.PerRetry));
        var (start, steps, imports) = Services(storage, rules);

        var clock = Stopwatch.StartNew();
        using var stream = new MemoryStream(file);
        var sha256 = Ids.Sha256(file);
        var started = await start.RunAsync(ImportMode.Drafts, stream, sha256, ImportFile.Csv, Filer, new(Filer.Subject, "POST /api/imports", "k", sha256), default);
        for (var part = 0; part < started.Value.State!.Parts.Count; part++) await steps.StepAsync(started.Value.Id, part, default);
        var seconds = clock.Elapsed.TotalSeconds;

        var job = (await imports.LoadAsync(started.Value.Id)).State!;
        if (job.Counts.Drafted != job.Rows) throw new InvalidOperationException($"Of {job.Rows} rows {job.Counts.Drafted} were drafted.");
        return (seconds, recording, name);
    }

    private static async Task<double> ReplayAsync(string connection, Recording recording, string app, RuleBook rules)
    {
        var name = Name();
        await Open(name, connection).CreateMissingAsync([$"{name}-imports"]);
        using var calls = new BareCalls(connection, app, name);
        var clock = Stopwatch.StartNew();
        await calls.RunAsync(recording.Calls, ImportLimits.Parallel);
        var seconds = clock.Elapsed.TotalSeconds;
        if (calls.Unexpected > 0) throw new InvalidOperationException($"{calls.Unexpected} of {recording.Calls.Count} bare calls failed: they were not the same work.");
        return seconds;
    }

    private static AppStorage Open(string name, string connection, Action<ClientOptions>? configure = null) =>
        AppStorage.Open(name, setting => setting == "AzureWebJobsStorage" ? connection : null, configure, new Dictionary<string, IReadOnlyList<string>>
        {
            [nameof(ImportStepDue)] = [$"{name}-imports"],
            [nameof(ContractRegistered)] = [],
        });

    private static (StartImport Start, ImportSteps Steps, AggregateStore<ImportJob> Imports) Services(AppStorage storage, RuleBook rules)
    {
        var numbers = new NumberSeries(storage);
        var services = new ServiceCollection().AddSingleton(rules).AddSingleton(numbers).BuildServiceProvider();
        var cases = new AggregateStore<RegistrationCase>(storage, CaseKind.Of(services), TimeProvider.System, NullLogger<AggregateStore<RegistrationCase>>.Instance);
        var imports = new AggregateStore<ImportJob>(storage, ImportKind.Of(services), TimeProvider.System, NullLogger<AggregateStore<ImportJob>>.Instance);
        var documents = new DocumentStore(storage);
        var rows = new RowImport(cases, numbers, rules, TimeProvider.System);
        return (new(imports, documents, TimeProvider.System), new(imports, rows, documents, new(storage), TimeProvider.System, NullLogger<ImportSteps>.Instance), imports);
    }

    private static Caller Filer { get; } = CallerOf(SampleFiles.User("office-u1"));

    private static Caller CallerOf(SampleUser user) => new(user.Sub, user.DisplayName, user.Roles.Select(r => Enum.Parse<Role>(r, ignoreCase: true)).ToHashSet(), user.Org);

    // Sample C01 again and again, each with a title of its own.
    private static byte[] FileOf(int rows, int round, RuleBook rules)
    {
        var today = TimeProvider.System.ChinaToday();
        var content = System.Text.Json.JsonSerializer.Deserialize<ContractContent>(SampleFiles.Contract("C01", today).Content, Json.Strict)!;
        var state = Draft.Decide("sample", content, Filer, rules, TimeProvider.System.GetUtcNow()).Value.State;
        var csv = new StringBuilder();
        Line(NationalForm.Exported.Select(c => c.Heading));
        for (var i = 0; i < rows; i++)
        {
            var row = state with { Content = content with { Title = $"第 {round}-{i} 号项目（虚构）" } };
            Line(NationalForm.Exported.Select(c => ExportCell.TextOf(c.Value!(row))));
        }
        return Encoding.UTF8.GetBytes(csv.ToString());

        void Line(IEnumerable<string> cells) => csv.AppendJoin(',', cells.Select(c => $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append("\r\n");
    }

    // The same length each time, so that the recorded bytes fit.
    private static string Name() => $"b{Ids.Sha256(Path.GetRandomFileName())[..12]}";
}
