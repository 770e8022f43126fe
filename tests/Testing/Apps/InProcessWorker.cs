using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TechTransfer.LocalHost.Worker;

namespace TechTransfer.Testing.Apps;

/// <summary>An app's worker inside the test process; LocalHost calls it as it calls one in a process of its own.</summary>
public sealed class InProcessWorker : IWorker
{
    private readonly TaskCompletionSource<WorkerEnd> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The worker looks for assemblies and host.json where this says: for all apps of the process in the test's own folder.
    static InProcessWorker() => Environment.SetEnvironmentVariable("FUNCTIONS_APPLICATION_DIRECTORY", Folder);

    private InProcessWorker(IHost host)
    {
        Host = host;
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopped.Register(() => ended.TrySetResult(new(0, "")));
        HttpAddress = new(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    /// <summary>Where the assemblies of the apps are.</summary>
    public static string Folder => AppContext.BaseDirectory;

    /// <summary>The app.</summary>
    public IHost Host { get; }

    /// <inheritdoc />
    public Uri? HttpAddress { get; }

    /// <inheritdoc />
    public Task<WorkerEnd> Ended => ended.Task;

    /// <summary>Starts an app.</summary>
    /// <param name="start">Where its host is.</param>
    /// <param name="create">Makes the app's builder from arguments, to which those of the host are added.</param>
    /// <param name="arguments">The app's own arguments.</param>
    public static async Task<InProcessWorker> StartAsync(
        WorkerStart start,
        Func<string[], FunctionsApplicationBuilder> create,
        params string[] arguments
    )
    {
        var builder = create([.. arguments, .. ArgumentsOf(start)]);
        Configure(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return new(host);
    }

    /// <summary>Starts an app of ours by its own Program.</summary>
    /// <param name="start">Where its host is.</param>
    /// <param name="app">The app's assembly.</param>
    /// <param name="configure">Puts services of the test in the place of the app's; null for none.</param>
    /// <param name="arguments">The app's settings, as arguments.</param>
    public static async Task<InProcessWorker> StartAsync(
        WorkerStart start,
        Assembly app,
        Action<IServiceCollection>? configure,
        params string[] arguments
    ) => new(await ProgramRun.StartAsync(app, [.. arguments, .. ArgumentsOf(start)], Configure + (configure ?? (_ => { }))));

    private static string[] ArgumentsOf(WorkerStart start) =>
        [
            "--Functions:Worker:HostEndpoint",
            start.Endpoint.ToString(),
            "--Functions:Worker:WorkerId",
            start.WorkerId,
            "--Functions:Worker:RequestId",
            Guid.NewGuid().ToString(),
            "--Functions:Worker:GrpcMaxMessageLength",
            $"{int.MaxValue}",
        ];

    private static void Configure(IServiceCollection services)
    {
        // The worker announces one port for all apps of the process; that its server listens elsewhere would be a warning of each.
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Host.StopAsync();
        await ((IAsyncDisposable)Host).DisposeAsync();
        ended.TrySetResult(new(0, ""));
    }
}
