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

/// <summary>
/// An app's worker inside the test process. LocalHost talks to it through the same protocol as to a worker in a separate process.
/// </summary>
public sealed class InProcessWorker : IWorker
{
    private readonly TaskCompletionSource<WorkerEnd> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The worker looks for host.json and its assemblies in this folder; here all apps of the process use the test's output folder.
    static InProcessWorker() => Environment.SetEnvironmentVariable("FUNCTIONS_APPLICATION_DIRECTORY", Folder);

    private InProcessWorker(IHost host)
    {
        Host = host;
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopped.Register(() => ended.TrySetResult(new(0, "")));
        HttpAddress = new(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    /// <summary>The output folder of the test, which holds host.json and the assemblies of all apps.</summary>
    public static string Folder => AppContext.BaseDirectory;

    public IHost Host { get; }

    /// <inheritdoc />
    public Uri? HttpAddress { get; }

    /// <inheritdoc />
    public Task<WorkerEnd> Ended => ended.Task;

    /// <summary>Starts a worker for an app that a test puts together.</summary>
    /// <param name="start">Address and ids that the worker needs to connect to its host.</param>
    /// <param name="create">Makes the app's builder from <paramref name="arguments"/> followed by those of the host connection.</param>
    /// <param name="arguments">The app's own command line arguments.</param>
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

    /// <summary>Starts a worker for one of the product's apps by running its Program.</summary>
    /// <param name="start">Address and ids that the worker needs to connect to its host.</param>
    /// <param name="configure">Replaces services of the app with those of the test; null for none.</param>
    /// <param name="arguments">The app's settings as command line arguments.</param>
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
        // All workers of the process announce the same port. Each listens on a free one instead, which Kestrel would log as a warning.
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
