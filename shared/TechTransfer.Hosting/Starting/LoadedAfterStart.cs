using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TechTransfer.Storage;

namespace TechTransfer.Hosting.Starting;

/// <summary>Singletons that read many files, such as rules, and are loaded after the app has started, so that a new instance answers
/// sooner.</summary>
public static class LoadedServices
{
    /// <summary>Adds a singleton that is loaded by the first call that needs it, or two seconds after the start. The app stops if loading
    /// fails, because <paramref name="load"/> throws for an invalid file.</summary>
    public static IServiceCollection AddLoaded<T>(this IServiceCollection services, Func<T> load)
        where T : class
    {
        services.AddSingleton(_ => load());
        services.AddSingleton(new LoadedService(typeof(T)));
        return services;
    }
}

internal sealed record LoadedService(Type Type);

/// <summary>Loads the singletons that no call has needed yet, shortly after the start so as not to slow the first calls.</summary>
internal sealed class LoadAfterStart(
    IEnumerable<LoadedService> loaded,
    AppStorage storage,
    IServiceProvider services,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<LoadAfterStart> log
) : IHostedService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => _ = Task.Run(LoadAsync, CancellationToken.None));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task LoadAsync()
    {
        try
        {
            await Task.Delay(Pause, time, lifetime.ApplicationStopping);
            storage.OpenClients();
            foreach (var one in loaded)
                services.GetRequiredService(one.Type);
        }
        catch (Exception failure)
            when (failure is OperationCanceledException or ObjectDisposedException && lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The app is stopping, so nothing needs to be loaded.
        }
        catch (Exception failure)
        {
            log.LogCritical(failure, "The app ends: what it works by cannot be loaded");
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }
}
