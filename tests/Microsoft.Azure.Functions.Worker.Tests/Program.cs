using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Azure.Functions.Worker.Tests.Http;
using Microsoft.Azure.Functions.Worker.Tests.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Tests;

/// <summary>
/// An app of this assembly's function classes: those that <c>--functions A,B</c> names. <c>--delay S</c> lets it take its time to start,
/// <c>--short true</c> makes seconds of the intervals that are minutes.
/// </summary>
public static class Program
{
    public static void Main(string[] args)
    {
        var arguments = new ConfigurationBuilder().AddCommandLine(args).Build();
        var builder = FunctionsApplication.CreateBuilder(args, ClassesOf(arguments["functions"] ?? nameof(ProbeFunctions)), isProcess: true).ConfigureFunctionsWebApplication();
        ProbeFunctions.Services(builder.Services);
        builder.Services.AddSingleton<Recorder>();
        builder.Services.AddSingleton<HeldFunction.Gate>();
        if (arguments["delay"] is { } delay) builder.Services.AddHostedService(_ => new SlowStart(TimeSpan.FromSeconds(int.Parse(delay, null))));
        if (arguments["short"] == "true")
        {
            builder.Services.AddSingleton(new HostTimings
            {
                MessageVisibility = TimeSpan.FromSeconds(6),
                MessageRenewal = TimeSpan.FromSeconds(2),
                LeaseDuration = TimeSpan.FromSeconds(15),
                LeaseRenewal = TimeSpan.FromSeconds(3),
                LeaseRetry = TimeSpan.FromSeconds(1),
            });
        }
        builder.Build().Run();
    }

    private static Type[] ClassesOf(string names) =>
        [.. names.Split(',').Select(name => typeof(Program).Assembly.GetTypes().Single(type => type.Name == name))];

    private sealed class SlowStart(TimeSpan time) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.Delay(time, cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
