using System.Diagnostics;
using System.Globalization;
using System.Text;
using Azure.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.Benchmarks.Storage;
using TechTransfer.ContractRegistration;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Imports;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.ContractRegistration.Rules;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Messages;
using TechTransfer.Spreadsheets;
using TechTransfer.Storage;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Retries;
using TechTransfer.Storage.Steps;
using TechTransfer.Testing;

namespace TechTransfer.Benchmarks.Imports;

/// <summary>
/// Measures an import of drafts against its table calls alone: the same calls with the same bytes and the same parallelism, without the
/// app. Both run in turns, a file of two parts each round, so that other load affects both. The first rounds warm up and do not count.
/// </summary>
internal static class ImportBenchmark
{
    private const double Wanted = 0.7;
    private const int RowsPerRound = 2 * ImportLimits.RowsPerPart;

    // Rounds that do not count, until the code is compiled as in a running app.
    private const int WarmUps = 3;

    public static async Task<int> RunAsync(int rows)
    {
        var connection = await AzuriteServer.ConnectionStringAsync();
        var rules = RuleBook.Load();
        var rounds = Math.Max(3, rows / RowsPerRound);
        var (imports, bares) = (new List<double>(), new List<double>());
        for (var round = 1 - WarmUps; round <= rounds; round++)
        {
            var file = FileOf(RowsPerRound, round, rules);
            var (import, recording, app) = await ImportAsync(connection, file, rules);
            var bare = await ReplayAsync(connection, recording, app);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(round < 1 ? "warm-up " : $"round {round, 2}")}: {RowsPerRound} rows, {recording.Calls.Count} table calls ({recording.Others} others, not replayed): import {import}, bare {bare}, rate {bare.Seconds / import.Seconds:P0}"
                )
            );
            if (round == 1)
                Console.WriteLine($"calls of a row: {recording.PerRow(RowsPerRound, app)}");
            if (round < 1)
                continue;
            imports.Add(import.Seconds);
            bares.Add(bare.Seconds);
        }
        var share = Median(bares) / Median(imports);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"import {Median(imports):0.00} s, bare {Median(bares):0.00} s (medians of {rounds}): rate of import {share:P0} of its bare table calls (wanted: at least {Wanted:P0}); of the quickest rounds {bares.Min() / imports.Min():P0}"
            )
        );
        return share >= Wanted ? 0 : 1;
    }

    /// <summary>Brings in one file of past registrations and says how the rate changes while the tables fill up.</summary>
    public static async Task<int> RunHistoricalAsync(int rows)
    {
        var connection = await AzuriteServer.ConnectionStringAsync();
        var rules = RuleBook.Load();
        var (name, calls) = (Name(), new CountedCalls());
        await Open(name, connection).CreateMissingAsync([$"{name}-imports"]);
        var (start, steps, imports) = Services(Open(name, connection, calls.Hook), rules);
        var registrar = CallerOf(SampleFiles.User("registrar-a"));
        var file = FileOf(rows, 0, rules, isHistorical: true);
        var sha256 = Ids.Sha256(file);
        using var stream = new MemoryStream(file);
        var command = new CommandKey(registrar.Subject, "POST /api/imports", "k", sha256);
        var id = (await start.TakeInAsync(ImportMode.Historical, stream, sha256, registrar, command, default)).Value.Id;
        var (parts, took) = ((await imports.LoadAsync(id)).State!.Parts.Count, new List<double>());
        for (var part = 0; part < parts; part++)
        {
            var clock = Clock.Start();
            var (cost, _) = await calls.OfAsync(async () =>
            {
                await steps.StepAsync(id, part, default);
                return true;
            });
            took.Add(clock.Stop().Seconds);
            if (part % 10 == 9)
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"rows to {(part + 1) * ImportLimits.RowsPerPart}: {took[^10..].Sum():0.0} s, {(double)cost.Calls / ImportLimits.RowsPerPart:0.0} calls a row"
                    )
                );
        }
        var job = (await imports.LoadAsync(id)).State!;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{job.Counts.Registered} of {job.Rows} rows are registered; the last tenth took {took.TakeLast(parts / 10).Sum() / took.Take(parts / 10).Sum():0.0} times as long as the first"
            )
        );
        return job.Status == ImportStatus.Done && job.Counts.Registered == job.Rows ? 0 : 1;
    }

    private static double Median(IEnumerable<double> figures) => figures.Order().ElementAt(figures.Count() / 2);

    private static async Task<(Span Took, Recording Recording, string App)> ImportAsync(string connection, byte[] file, RuleBook rules)
    {
        var name = Name();
        var recording = new Recording();
        await Open(name, connection).CreateMissingAsync([$"{name}-imports"]);
        var storage = Open(name, connection, options => options.AddPolicy(recording, HttpPipelinePosition.PerRetry));
        var (start, steps, imports) = Services(storage, rules);

        var clock = Clock.Start();
        using var stream = new MemoryStream(file);
        var sha256 = Ids.Sha256(file);
        var started = await start.TakeInAsync(
            ImportMode.Drafts,
            stream,
            sha256,
            Filer,
            new(Filer.Subject, "POST /api/imports", "k", sha256),
            default
        );
        for (var part = 0; part < started.Value.State!.Parts.Count; part++)
            await steps.StepAsync(started.Value.Id, part, default);
        var took = clock.Stop();

        var job = (await imports.LoadAsync(started.Value.Id)).State!;
        if (job.Counts.Drafted != job.Rows)
            throw new InvalidOperationException($"Of {job.Rows} rows {job.Counts.Drafted} were drafted.");
        return (took, recording, name);
    }

    private static async Task<Span> ReplayAsync(string connection, Recording recording, string app)
    {
        var name = Name();
        await Open(name, connection).CreateMissingAsync([$"{name}-imports"]);
        using var calls = new Replay(connection, app, name);
        var clock = Clock.Start();
        await calls.RunAsync(recording.Calls, ImportLimits.Parallel);
        var took = clock.Stop();
        if (calls.Unexpected > 0)
            throw new InvalidOperationException(
                $"{calls.Unexpected} of {recording.Calls.Count} bare calls failed: they were not the same work."
            );
        return took;
    }

    private static AppStorage Open(string name, string connection, Action<ClientOptions>? configure = null) =>
        AppStorage.Open(
            name,
            setting => setting == "AzureWebJobsStorage" ? connection : null,
            configure,
            new Dictionary<string, IReadOnlyList<string>>
            {
                [MessageNames.ImportStepDue] = [$"{name}-imports"],
                [MessageNames.ContractRegistered] = [],
            }
        );

    private static (StartImport Start, ImportSteps Steps, AggregateStore<ImportJob> Imports) Services(AppStorage storage, RuleBook rules)
    {
        var numbers = new NumberSeries(storage);
        var services = new ServiceCollection().AddSingleton(rules).AddSingleton(numbers).BuildServiceProvider();
        var cases = new AggregateStore<Contract>(
            storage,
            ContractSetup.Of(services),
            TimeProvider.System,
            NullLogger<AggregateStore<Contract>>.Instance
        );
        var imports = new AggregateStore<ImportJob>(
            storage,
            ImportSetup.Of(services),
            TimeProvider.System,
            NullLogger<AggregateStore<ImportJob>>.Instance
        );
        var documents = new DocumentStore(storage);
        var asides = new SetAsides(storage, TimeProvider.System, NullLogger<SetAsides>.Instance);
        var rows = new RowImport(cases, numbers, rules, asides, TimeProvider.System);
        var runner = new StepRunner<ImportJob>(
            imports,
            ImportSetup.Job,
            storage,
            asides,
            TimeProvider.System,
            NullLogger<StepRunner<ImportJob>>.Instance
        );
        return (
            new(imports, documents, TimeProvider.System),
            new(runner, imports, rows, documents, new(storage), TimeProvider.System),
            imports
        );
    }

    private static Caller Filer { get; } = CallerOf(SampleFiles.User("office-u1"));

    private static Caller CallerOf(SampleUser user) =>
        new(user.Sub, user.DisplayName, user.Roles.Select(r => Enum.Parse<Role>(r, ignoreCase: true)).ToHashSet(), user.Org);

    // A CSV file of sample C01 in many copies, each with a different title.
    private static byte[] FileOf(int rows, int round, RuleBook rules, bool isHistorical = false)
    {
        var today = TimeProvider.System.ChinaToday();
        var content = System.Text.Json.JsonSerializer.Deserialize<ContractContent>(
            SampleFiles.Contract("C01", today).Content,
            Json.Strict
        )!;
        var state = Draft.Decide("sample", content, Filer, rules, TimeProvider.System.GetUtcNow()).Value.State;
        var csv = new StringBuilder();
        Line(NationalForm.Exported.Select(c => c.Heading));
        for (var i = 0; i < rows; i++)
        {
            var row = state with { Content = content with { Title = $"第 {round}-{i} 号项目（虚构）" } };
            if (isHistorical)
                row = row with
                {
                    NationalNumber = string.Create(CultureInfo.InvariantCulture, $"500099{today.Year}{i + 1:D6}"),
                    RegisteredOn = today,
                };
            Line(NationalForm.Exported.Select(c => ExportCell.TextOf(c.Value!(row))));
        }
        return Encoding.UTF8.GetBytes(csv.ToString());

        void Line(IEnumerable<string> cells) =>
            csv.AppendJoin(',', cells.Select(c => $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append("\r\n");
    }

    // All table names have the same length, because the replay puts another name into the recorded bytes.
    private static string Name() => $"b{Ids.Sha256(Path.GetRandomFileName())[..12]}";

    /// <summary>Elapsed time, and processor time of this process, in seconds.</summary>
    private readonly record struct Span(double Seconds, double Own)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Seconds:0.00} s ({Own:0.00} s of it own)");
    }

    private readonly record struct Clock(long Started, TimeSpan Own)
    {
        public static Clock Start() => new(Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);

        public Span Stop() => new(Stopwatch.GetElapsedTime(Started).TotalSeconds, (Environment.CpuUsage.TotalTime - Own).TotalSeconds);
    }
}
