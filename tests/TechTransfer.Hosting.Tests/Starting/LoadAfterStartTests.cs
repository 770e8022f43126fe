using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TechTransfer.Hosting.Starting;
using TechTransfer.Storage;

namespace TechTransfer.Hosting.Tests.Starting;

public sealed class LoadAfterStartTests
{
    private sealed class Rules;

    [Fact]
    public async Task Nothing_is_loaded_at_the_start_and_everything_once_soon_after()
    {
        var loads = 0;
        var loaded = new TaskCompletionSource();
        using var host = HostOf(services =>
            services.AddLoaded(() =>
            {
                Interlocked.Increment(ref loads);
                loaded.TrySetResult();
                return new Rules();
            })
        );
        await host.StartAsync();
        Assert.Equal(0, loads);
        await loaded.Task.WaitAsync(TimeSpan.FromSeconds(20));
        host.Services.GetRequiredService<Rules>();
        await host.StopAsync();
        Assert.Equal(1, loads);
    }

    [Fact]
    public async Task Early_use_loads_the_service_immediately()
    {
        using var host = HostOf(services => services.AddLoaded(() => new Rules()));
        await host.StartAsync();
        Assert.NotNull(host.Services.GetRequiredService<Rules>());
        await host.StopAsync();
    }

    [Fact]
    public Task An_app_whose_rules_cannot_be_loaded_ends_with_a_failure() =>
        EndsWithFailureAsync(
            HostOf(services =>
                services.AddLoaded<Rules>(() => throw new InvalidOperationException("rules.json: two are in force at once."))
            )
        );

    [Fact]
    public Task An_app_with_a_malformed_storage_setting_ends_with_a_failure() =>
        EndsWithFailureAsync(HostOf(_ => { }, backup: "no connection string"));

    private static async Task EndsWithFailureAsync(IHost host)
    {
        var before = Environment.ExitCode;
        try
        {
            using (host)
            {
                await host.StartAsync();
                await host.WaitForShutdownAsync().WaitAsync(TimeSpan.FromSeconds(20));
            }
            Assert.Equal(1, Environment.ExitCode);
        }
        finally
        {
            Environment.ExitCode = before;
        }
    }

    private static string HeadsKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Convert.ToBase64String(key.ExportPkcs8PrivateKey());
    }

    private static IHost HostOf(Action<IServiceCollection> add, string backup = "UseDevelopmentStorage=true")
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(
            AppStorage.Open(
                "notes",
                name =>
                    name switch
                    {
                        "AzureWebJobsStorage" => "UseDevelopmentStorage=true",
                        "BackupStorage" => backup,
                        "HeadsKey" => HeadsKey(),
                        _ => null,
                    }
            )
        );
        builder.Services.AddHostedService<LoadAfterStart>();
        add(builder.Services);
        return builder.Build();
    }
}
