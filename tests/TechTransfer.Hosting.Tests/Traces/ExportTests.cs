using System.Net;
using TechTransfer.Hosting.Telemetry;
using TechTransfer.Hosting.Tests.App;
using TechTransfer.Testing.Otlp;

namespace TechTransfer.Hosting.Tests.Traces;

public sealed class ExportTests
{
    [Fact]
    public async Task Spans_of_functions_and_of_the_tables_client_are_exported_before_the_app_could_vanish()
    {
        await using var collector = OtlpCollector.Start();
        await using var app = await ThingApp.StartAsync(args: Arguments(collector));
        var id = ThingApp.Random();
        using var answer = await app.GetAsync($"things/{id}", ThingApp.Office());
        await answer.ProblemAsync(HttpStatusCode.NotFound, "not_found");

        var span = await OtlpCollector.WaitForAsync(
            () => collector.Spans.FirstOrDefault(s => s.Tags.GetValueOrDefault("techtransfer.id") == id),
            "GetThing"
        );
        Assert.Equal(("GetThing", $"techtransfer-{app.Name}", "TechTransfer"), (span.Name, span.Service, span.Source));
        Assert.Equal("1", span.Tags["techtransfer.storage.calls"]);
        var call = await OtlpCollector.WaitForAsync(
            () => collector.Spans.FirstOrDefault(s => s.Parent == span.Id),
            "the call of the tables client"
        );
        Assert.Equal(span.Trace, call.Trace);
        Assert.Matches(@"^TableClient\.(GetEntity|Query)", call.Name);
        Assert.InRange(call.Start, span.Start, span.End);
    }

    [Fact]
    public async Task Invocations_are_measured_by_what_came_of_them()
    {
        await using var collector = OtlpCollector.Start();
        await using var app = await ThingApp.StartAsync(args: Arguments(collector));
        var token = ThingApp.Office();
        var path = await app.CreateAsync(token);
        for (var i = 0; i < 3; i++)
            (await app.GetAsync(path, token)).Dispose();
        (await app.GetAsync("things/nothing", token)).Dispose();
        (await app.GetAsync("fail")).Dispose();

        // Filter by this app's functions: the instruments belong to the process, which runs other tests too.
        await OtlpCollector.WaitForAsync(() => Of("Fail"), "the failed call");
        IEnumerable<OtlpPoint> Duration(string function) =>
            collector.Points.Where(p => p.Metric == "techtransfer.invocation.duration" && p.Tags["function"] == function);
        OtlpPoint? Of(string function) => Duration(function).FirstOrDefault();
        Assert.All(
            Duration("Fail"),
            p => Assert.Equal(("failed", "http", "s", "histogram", true), (p.Tags["outcome"], p.Tags["trigger"], p.Unit, p.Kind, p.Delta))
        );
        var read = Duration("GetThing").ToArray();
        Assert.InRange(read.Where(p => p.Tags["outcome"] == "done").Sum(p => p.Count), 3, long.MaxValue);
        Assert.InRange(read.Where(p => p.Tags["outcome"] == "refused").Sum(p => p.Count), 1, long.MaxValue);
        var calls = collector
            .Points.Where(p => p.Metric == "techtransfer.invocation.storage_calls" && p.Tags["function"] == "CreateThing")
            .ToArray();
        // Creating a thing takes five storage calls.
        Assert.InRange(calls.Sum(p => p.Value), 5, double.MaxValue);
        Assert.All(calls, p => Assert.Equal("{call}", p.Unit));
    }

    [Theory]
    [InlineData("grpc")]
    [InlineData("http/protobuf")]
    public async Task A_collector_that_is_gone_costs_a_call_little_and_fails_none(string protocol)
    {
        await using var app = await ThingApp.StartAsync(
            args:
            [
                "--OTEL_EXPORTER_OTLP_ENDPOINT",
                $"http://127.0.0.1:{Testing.AzuriteServer.FreePort()}",
                "--OTEL_EXPORTER_OTLP_PROTOCOL",
                protocol,
            ]
        );
        var start = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < 3; i++)
        {
            using var answer = await app.GetAsync("who", ThingApp.Office());
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(8));
    }

    [Fact]
    public async Task Without_an_endpoint_nothing_is_there_that_could_export()
    {
        var app = await ThingApp.SharedAsync();
        Assert.Null(app.Services.GetService(typeof(Exporters)));
    }

    internal static string[] Arguments(OtlpCollector collector) =>
        [.. collector.Settings.SelectMany(s => (string[])[$"--{s.Key}", s.Value])];
}
