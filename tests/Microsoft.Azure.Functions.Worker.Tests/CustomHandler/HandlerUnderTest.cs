using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Tests.CustomHandler;

/// <summary>A handler in this process, and the host that is played to it.</summary>
public sealed class HandlerUnderTest : IAsyncDisposable
{
    private readonly HandlerFolder _folder;

    private HandlerUnderTest(HandlerFolder folder, TestHost app) => (_folder, App, Host) = (folder, app, new PlayedHost(app.Client));

    public TestHost App { get; }

    public PlayedHost Host { get; }

    public Recorder Recorder => App.Services.GetRequiredService<Recorder>();

    public static async Task<HandlerUnderTest> StartAsync(Type[] classes, params string[] arguments)
    {
        var folder = new HandlerFolder(classes);
        var app = await TestHost.StartAsync(classes, [.. folder.Arguments, .. arguments], builder =>
        {
            Http.ProbeFunctions.Services(builder.Services);
            builder.Services.AddSingleton<Recorder>();
        });
        return new(folder, app);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        _folder.Dispose();
    }
}
