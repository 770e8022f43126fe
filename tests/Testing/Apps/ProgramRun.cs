using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace TechTransfer.Testing.Apps;

/// <summary>Runs an app's own Program inside this process and captures the host that it builds.</summary>
internal sealed class ProgramRun : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    // Generated code of an app is found through the entry assembly. The process has only one, so apps start one at a time.
    private static readonly SemaphoreSlim Turn = new(1, 1);

    private readonly AsyncLocal<bool> isMine = new();
    private readonly TaskCompletionSource<IHost> built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<IServiceCollection> configure;
    private IDisposable? events;

    private ProgramRun(Action<IServiceCollection> configure) => this.configure = configure;

    public static async Task<IHost> StartAsync(Assembly app, string[] arguments, Action<IServiceCollection> configure)
    {
        await Turn.WaitAsync();
        try
        {
            Environment.SetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT", "Development");
            var before = Assembly.GetEntryAssembly();
            Assembly.SetEntryAssembly(app);
            try
            {
                return await new ProgramRun(configure).RunAsync(app, arguments);
            }
            finally
            {
                Assembly.SetEntryAssembly(before);
            }
        }
        finally
        {
            Turn.Release();
        }
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.Extensions.Hosting")
            events = value.Subscribe(this);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (!isMine.Value)
            return;
        if (value is { Key: "HostBuilding", Value: IHostBuilder builder })
            builder.ConfigureServices((_, services) => configure(services));
        if (value is { Key: "HostBuilt", Value: IHost host })
            built.TrySetResult(host);
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    private async Task<IHost> RunAsync(Assembly app, string[] arguments)
    {
        using var listeners = DiagnosticListener.AllListeners.Subscribe(this);
        var program = Task.Run(() =>
        {
            isMine.Value = true;
            return app.EntryPoint!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [arguments], null);
        });
        if (await Task.WhenAny(built.Task, program) == program)
            await program;
        var host = await built.Task;
        events?.Dispose();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = host
            .Services.GetRequiredService<IHostApplicationLifetime>()
            .ApplicationStarted.Register(() => started.TrySetResult());
        if (await Task.WhenAny(started.Task, program) == program)
            await program;
        return host;
    }
}
