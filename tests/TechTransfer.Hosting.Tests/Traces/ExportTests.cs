using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using TechTransfer.Hosting.Tests.App;

namespace TechTransfer.Hosting.Tests.Traces;

public sealed class ExportTests
{
    [Fact]
    public async Task Spans_of_functions_and_of_the_tables_client_are_exported_before_the_app_could_vanish()
    {
        await using var collector = await Collector.StartAsync();
        await using var app = await ThingApp.StartAsync(args: ["--OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address, "--OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"]);
        using var answer = await app.GetAsync("things/nothing", ThingApp.Office());
        await answer.ProblemAsync(HttpStatusCode.NotFound, "not_found");

        await collector.WaitForAsync("GetThing");
        await collector.WaitForAsync($"techtransfer-{app.Name}");
        await collector.WaitForAsync("TableClient.GetEntity");
    }

    [Theory]
    [InlineData("grpc")]
    [InlineData("http/protobuf")]
    public async Task A_collector_that_is_gone_costs_a_call_little_and_fails_none(string protocol)
    {
        await using var app = await ThingApp.StartAsync(args: ["--OTEL_EXPORTER_OTLP_ENDPOINT", $"http://127.0.0.1:{Testing.AzuriteServer.FreePort()}", "--OTEL_EXPORTER_OTLP_PROTOCOL", protocol]);
        var start = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < 3; i++)
        {
            using var answer = await app.GetAsync("who", ThingApp.Office());
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(8));
    }

    /// <summary>Takes what is exported; the texts stand in the protocol's bytes as they are.</summary>
    private sealed class Collector(WebApplication host, ConcurrentQueue<string> received) : IAsyncDisposable
    {
        public string Address => host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

        public static async Task<Collector> StartAsync()
        {
            var received = new ConcurrentQueue<string>();
            var builder = WebApplication.CreateEmptyBuilder(new());
            builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
            var host = builder.Build();
            host.Run(async http =>
            {
                using var bytes = new MemoryStream();
                await http.Request.Body.CopyToAsync(bytes);
                received.Enqueue(Encoding.UTF8.GetString(bytes.ToArray()));
            });
            await host.StartAsync();
            return new(host, received);
        }

        public async Task WaitForAsync(string text)
        {
            for (var attempt = 0; attempt < 200 && !received.Any(r => r.Contains(text, StringComparison.Ordinal)); attempt++) await Task.Delay(25);
            Assert.True(received.Any(r => r.Contains(text, StringComparison.Ordinal)), $"'{text}' was not exported; {received.Count} messages came.");
        }

        public ValueTask DisposeAsync() => host.DisposeAsync();
    }
}
