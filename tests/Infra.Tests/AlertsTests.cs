using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using TechTransfer.Hosting.Telemetry;
using TechTransfer.Hosting.Watch;
using TechTransfer.Testing;

namespace TechTransfer.Infra.Tests;

/// <summary>
/// Alerts match log lines and metrics that the code writes, every alarm in the code has an alert, and <c>docs/telemetry.md</c> describes
/// them.
/// </summary>
public sealed partial class AlertsTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "telemetry.md"));

    private static IEnumerable<string> AlarmNames =>
        typeof(Alarms).GetFields().Where(f => f.FieldType == typeof(EventId)).Select(f => f.Name);

    private static IEnumerable<Instrument> AllMeters =>
        typeof(Meters).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.GetValue(null)).OfType<Instrument>();

    [Fact]
    public async Task Every_alarm_has_an_alert_and_every_alert_has_an_alarm()
    {
        Assert.Equal(AlarmNames.Order(StringComparer.Ordinal), await NamesAsync("events"));
    }

    [Fact]
    public void Every_alarm_is_raised_by_a_line_that_begins_with_its_name()
    {
        var raised = Code()
            .SelectMany(text => Raised().Matches(text))
            .Select(m => (Event: m.Groups["event"].Value, Line: m.Groups["line"].Value))
            .ToArray();
        Assert.Equal(AlarmNames.Order(StringComparer.Ordinal), raised.Select(r => r.Event).Distinct().Order(StringComparer.Ordinal));
        // The host keeps only the text of a log line, so the alerts find an event by its name at the beginning.
        Assert.All(raised, r => Assert.StartsWith($"{r.Event}: ", r.Line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_timer_is_watched_for_failures_and_no_other_function()
    {
        var timers = Code()
            .SelectMany(text => Timer().Matches(text))
            .Select(m => (Name: m.Groups["name"].Value, Minutes: m.Groups["schedule"].Value.Split(' ')[1]))
            .ToArray();
        Assert.Contains(timers, t => t.Name == "Watch");
        string[] Names(bool frequent) =>
            [.. timers.Where(t => t.Minutes.StartsWith('*') == frequent).Select(t => t.Name).Order(StringComparer.Ordinal)];
        Assert.Equal(Names(frequent: true), await TimersAsync("frequentTimers"));
        Assert.Equal(Names(frequent: false), await TimersAsync("rareTimers"));
        Assert.Equal(timers.Length, Code().Sum(text => text.Split("[TimerTrigger(").Length - 1));
    }

    [Fact]
    public async Task The_watch_itself_is_watched_for_by_its_name()
    {
        Assert.Equal(
            "Watch",
            typeof(WatchFunctions)
                .GetMethod(nameof(WatchFunctions.Watch))!
                .GetCustomAttributesData()
                .Single(a => a.AttributeType.Name == "FunctionAttribute")
                .ConstructorArguments[0]
                .Value
        );
        Assert.Contains(
            """OperationName == "Watch" and Success == true""",
            (await Bicep.ModuleAsync("alerts")).Variable("queries"),
            StringComparison.Ordinal
        );
        Assert.Equal("[length(variables('deployedApps'))]", await Bicep.GivenAsync("alerts", "appCount"));
    }

    [Fact]
    public void The_page_lists_every_metric_with_unit_and_meaning_and_no_other()
    {
        var rows = Row().Matches(Page).ToDictionary(m => m.Groups["name"].Value, m => m.Value);
        foreach (var meter in AllMeters)
        {
            Assert.True(rows.TryGetValue(meter.Name, out var row), $"docs/telemetry.md does not list {meter.Name}.");
            var kind = meter.GetType().Name.Split('`')[0].ToLowerInvariant();
            Assert.StartsWith($"| `{meter.Name}` | {kind} | `{meter.Unit}` | {meter.Description} |", row, StringComparison.Ordinal);
        }
        Assert.Equal(AllMeters.Select(m => m.Name).Order(StringComparer.Ordinal), rows.Keys.Order(StringComparer.Ordinal));
        Assert.All(AllMeters, m => Assert.Matches(@"^techtransfer(\.[a-z_]+)+$", m.Name));
    }

    [Fact]
    public async Task The_page_describes_every_alert_and_names_for_metrics_only_alerts_that_exist()
    {
        var queries = Query().Matches((await Bicep.ModuleAsync("alerts")).Variable("queries")).Select(m => m.Groups["name"].Value);
        string[] alerts = [.. await NamesAsync("events"), .. queries, .. await NamesAsync("metrics")];
        Assert.Equal(
            alerts.Order(StringComparer.Ordinal),
            Alert().Matches(Page).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal)
        );
        var named = Row().Matches(Page).Select(m => m.Value.Split('|')[5].Trim(' ', '`')).Where(name => name.Length > 0);
        Assert.Subset(alerts.ToHashSet(), named.ToHashSet());
    }

    [Fact]
    public async Task No_failure_that_alerts_count_is_left_out_by_sampling()
    {
        var settings = (await Bicep.ModuleAsync("functionApps"))
            .Resources()
            .Single(r => r.Value.TypeOf() == "Microsoft.Web/sites/config")
            .Value.GetProperty("properties")
            .GetString();
        Assert.Contains(
            "'OTEL_TRACES_SAMPLER', 'microsoft.fixed_percentage', 'OTEL_TRACES_SAMPLER_ARG', '1'",
            settings,
            StringComparison.Ordinal
        );
    }

    private static IEnumerable<string> Code() =>
        ((string[])["functions", "shared"])
            .SelectMany(folder => Directory.GetFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories))
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText);

    private static async Task<IEnumerable<string>> NamesAsync(string variable) =>
        (await Bicep.ModuleAsync("alerts"))
            .At("variables", variable)
            .EnumerateArray()
            .Select(e => e.GetProperty("name").GetString()!)
            .Order(StringComparer.Ordinal);

    private static async Task<IEnumerable<string>> TimersAsync(string variable) =>
        (await Bicep.ModuleAsync("alerts")).At("variables", variable).Names().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"createObject\('name', '(?<name>\w+)'")]
    private static partial Regex Query();

    [GeneratedRegex("""Log\w+\(\s*Alarms\.(?<event>\w+),\s*\$?"(?<line>[^"]*)""")]
    private static partial Regex Raised();

    [GeneratedRegex("""\[Function\("(?<name>\w+)"\)\]\s+[^\[]*\[TimerTrigger\(\s*"(?<schedule>[^"]+)"[^\]]*\]""")]
    private static partial Regex Timer();

    [GeneratedRegex(@"^\| `(?<name>techtransfer[\w.]+)` \|.*$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^\| `([A-Z]\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Alert();
}
