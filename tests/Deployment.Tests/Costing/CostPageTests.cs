using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using NCrontab;
using TechTransfer.Testing;

namespace TechTransfer.Deployment.Tests.Costing;

/// <summary>
/// Calculates the monthly cost from the storage calls in <c>docs/costs.md</c> and the prices in <c>docs/prices.json</c>, and compares it
/// with the tables in <c>docs/deploy.md</c>. <c>UPDATE_DOCS=1 dotnet test tests/Deployment.Tests --filter CostPage</c> writes these tables.
/// </summary>
public sealed partial class CostPageTests
{
    private const string Begin = "<!-- worked out by CostPageTests -->\n",
        End = "<!-- end -->";
    private static readonly string Page = Repository.PathOf("docs", "deploy.md");
    private static readonly PriceFile Figures = PriceFile.Read();

    [Fact]
    public void The_cost_of_a_month_stands_in_the_guide_as_it_is_worked_out()
    {
        var text = File.ReadAllText(Page);
        var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        Assert.True(from >= Begin.Length && to >= from, "docs/deploy.md has no place for the costs.");
        var updated = text[..from] + Tables() + text[to..];
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(Page, updated);
        Assert.True(
            updated == File.ReadAllText(Page),
            "docs/deploy.md is out of date: UPDATE_DOCS=1 dotnet test tests/Deployment.Tests --filter CostPage writes it again."
        );
    }

    [Fact]
    public void Every_operation_that_is_counted_has_its_share_and_no_other()
    {
        Assert.Equal(CountedCosts.Operations().Keys.Order(StringComparer.Ordinal), Figures.Operations.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            CountedCosts.Background().Keys.Order(StringComparer.Ordinal),
            Figures.Background.Where(b => b.Value.Calls is null).Select(b => b.Key).Order(StringComparer.Ordinal)
        );
        Assert.All(
            Figures.Prices,
            p => Assert.True(p.Value.Certainty is "cited" or "memory" && p.Value.Source.Length > 0 && p.Value.Per > 0, p.Key)
        );
    }

    [Fact]
    public void The_apps_have_no_more_timers_and_queues_than_are_paid_for()
    {
        var apps = Directory.GetDirectories(Repository.PathOf("functions")).Where(f => File.Exists(Path.Combine(f, "host.json"))).ToArray();
        var ofApps = apps.SelectMany(Sources).SelectMany(Schedules).ToArray();
        // Timers of the shared library run in each app that holds aggregates: in all but the portal.
        var holders = apps.Count(app =>
            File.ReadAllText(Path.Combine(app, "Program.cs")).Contains("AddAggregates<", StringComparison.Ordinal)
        );
        var shared = Sources(Repository.PathOf("shared", "TechTransfer.Hosting")).SelectMany(Schedules).ToArray();
        Assert.True(ofApps.Length > 5 && shared.Length > 0);
        var runs = ofApps.Sum(RunsAMonth) + holders * shared.Sum(RunsAMonth);
        Assert.InRange(runs, 0, Figures.Idle["timerRuns"].AMonth);
        using var infra = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("infra", "apps.json")));
        Assert.InRange(
            infra.RootElement.EnumerateArray().Sum(app => app.GetProperty("reads").GetArrayLength()),
            1,
            Figures.Idle["queues"].Amount
        );
    }

    [Fact]
    public void What_is_free_costs_nothing_and_a_contract_more_costs_more()
    {
        Assert.Equal(0, new Price(2, 1, "memory", "x", FreeAMonth: 5).Of(5));
        Assert.Equal(4, new Price(2, 1, "memory", "x", FreeAMonth: 5).Of(7));
        Bill[] bills = [.. Sizes.Select(Work)];
        Assert.True(bills[0].Total < bills[1].Total && bills[1].Total < bills[2].Total);
        foreach (var (less, more) in bills[0].Lines.Zip(bills[2].Lines))
            Assert.True(less.Fixed ? less.Cost == more.Cost : less.Units < more.Units, less.What);
    }

    private static readonly int[] Sizes = [3_000, 100_000, 1_000_000];

    private static Bill Work(int contracts) => Bill.Of(contracts, Figures, CountedCosts.Operations(), CountedCosts.Background());

    private static string Tables()
    {
        Bill[] bills = [.. Sizes.Select(Work)];
        var page = new StringBuilder();
        void Row(params IEnumerable<string> cells) => page.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
        page.Append(CultureInfo.InvariantCulture, $"In {Figures.Currency}, prices of {Figures.AsOf}. {Figures.Region}\n\n");
        Row(["a month, with so many contracts a year", .. bills.SelectMany(b => new[] { $"{b.ContractsAYear:#,0}: units", "cost" })]);
        Row(["---", .. bills.SelectMany(_ => new[] { "---:", "---:" })]);
        for (var i = 0; i < bills[0].Lines.Count; i++)
            Row([bills[0].Lines[i].What, .. bills.SelectMany(b => new[] { Units(b.Lines[i].Units), Money(b.Lines[i].Cost) })]);
        Row(["**together**", .. bills.SelectMany(b => new[] { "", $"**{Money(b.Total)}**" })]);
        Row([
            "of it without a single contract",
            .. bills.SelectMany(b => new[] { "", Money(b.Lines.Where(l => l.Fixed).Sum(l => l.Cost)) }),
        ]);
        Row([
            "for each contract",
            .. bills.SelectMany(b => new[] { "", (b.Total * 12 / b.ContractsAYear).ToString("0.0000", CultureInfo.InvariantCulture) }),
        ]);
        var counted = CountedCosts.Operations().Concat(CountedCosts.Background()).ToDictionary();
        page.Append("\nDone for each contract, on average, with the storage calls of each:\n\n");
        foreach (var (name, share) in Figures.Operations.Concat(Figures.Background))
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"* {share.PerContract:0.##} × {name} ({share.Calls ?? counted[name]}){(share.Why is { } why ? $": {why}" : "")}\n"
            );
        }
        page.Append("\nAssumed besides:\n\n");
        foreach (var (name, assumed) in Figures.Assumptions)
            page.Append(CultureInfo.InvariantCulture, $"* `{name}` {assumed.Amount:0.####}: {assumed.Why}\n");
        return page.ToString();
    }

    private static string Units(decimal units) => units.ToString(units < 10 ? "#,0.0" : "#,0", CultureInfo.InvariantCulture);

    private static string Money(decimal cost) => cost.ToString("#,0.00", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Sources(string folder) =>
        Directory
            .GetFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText);

    private static IEnumerable<string> Schedules(string source) => Timer().Matches(source).Select(m => m.Groups[1].Value);

    private static int RunsAMonth(string schedule)
    {
        var start = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        return CrontabSchedule
            .Parse(schedule, new() { IncludingSeconds = true })
            .GetNextOccurrences(start.AddSeconds(-1), start.AddDays(30))
            .Count();
    }

    [GeneratedRegex("\\[TimerTrigger\\(\"([^\"]+)\"")]
    private static partial Regex Timer();
}
