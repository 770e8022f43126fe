using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TechTransfer.Hosting.Starting;

/// <summary>Files of an app that are many and take their time to read, such as rules: an instance that starts answers before it has read
/// them.</summary>
public static class LoadedServices
{
    /// <summary>
    /// Adds a singleton that is loaded by the first call that needs it, or soon after the start if none has. If it cannot be loaded, the
    /// app ends: it is no app without its rules.
    /// </summary>
    /// <param name="services">The app's services.</param>
    /// <param name="load">Loads it; throws when a file is bad.</param>
    public static IServiceCollection AddLoaded<T>(this IServiceCollection services, Func<T> load)
        where T : class
    {
        services.AddSingleton(_ => load());
        services.AddSingleton(new LoadedService(typeof(T)));
        return services;
    }
}

/// <summary>Something that <see cref="LoadedServices.AddLoaded"/> has added.</summary>
internal sealed record LoadedService(Type Type);

/// <summary>Loads what no call has needed yet, a little after the start, when the first calls are through.</summary>
internal sealed class LoadAfterStart(
    IEnumerable<LoadedService> loaded,
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
            foreach (var one in loaded)
                services.GetRequiredService(one.Type);
        }
        catch (Exception failure)
            when (failure is OperationCanceledException or ObjectDisposedException && lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The app stops before.
        }
        catch (Exception failure)
        {
            log.LogCritical(failure, "The app ends: what it works by cannot be loaded");
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }
}
