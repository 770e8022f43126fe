using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Settings;
using Microsoft.Azure.Functions.Worker.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Tests.Settings;

public sealed class SettingsTests
{
    [Fact]
    public void Values_become_configuration_with_sections()
    {
        using var folder = new AppFolder(local: """{ "IsEncrypted": false, "Values": { "Plain": "p", "Deep__Er": "d", "Count": 3, }, /* comment */ }""");
        var configuration = Builder(folder).Configuration;
        Assert.Equal("p", configuration["plain"]);
        Assert.Equal("d", configuration.GetSection("Deep")["Er"]);
        Assert.Equal("3", configuration["Count"]);
    }

    [Fact]
    public void The_environment_beats_local_settings_and_arguments_beat_both()
    {
        var name = $"Worker_{Guid.NewGuid():N}";
        Environment.SetEnvironmentVariable($"{name}__Key", "environment");
        using var folder = new AppFolder(local: $$"""{ "Values": { "{{name}}__Key": "file" } }""");
        Assert.Equal("environment", Builder(folder).Configuration[$"{name}:Key"]);
        Assert.Equal("argument", Builder(folder, $"--{name}:Key", "argument").Configuration[$"{name}:Key"]);
    }

    [Theory]
    [InlineData(null, "Production")]
    [InlineData("""{ "Values": { "AZURE_FUNCTIONS_ENVIRONMENT": "Development" } }""", "Development")]
    public void The_environment_is_named_by_its_setting_and_else_it_is_production(string? local, string expected)
    {
        using var folder = new AppFolder(local: local);
        Assert.Equal(expected, Builder(folder).Environment.EnvironmentName);
    }

    [Fact]
    public async Task The_route_prefix_is_that_of_host_json()
    {
        using var folder = new AppFolder("""{ "version": "2.0", "extensions": { "http": { "routePrefix": "v1/open" } } }""");
        await using var host = await StartAsync(folder);
        Assert.Equal("pong", await host.Client.GetStringAsync("/v1/open/ping"));
        Assert.False((await host.Client.GetAsync("/api/ping")).IsSuccessStatusCode);
    }

    [Fact]
    public async Task The_route_prefix_may_be_empty()
    {
        using var folder = new AppFolder("""{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }""");
        await using var host = await StartAsync(folder);
        Assert.Equal("pong", await host.Client.GetStringAsync("/ping"));
    }

    [Fact]
    public void Queue_settings_have_the_defaults_of_the_functions_host()
    {
        using var folder = new AppFolder("""{ "version": "2.0" }""");
        var queues = Queues(folder);
        Assert.Equal(
            new QueueSettings
            {
                BatchSize = 16,
                NewBatchThreshold = 8,
                MaxDequeueCount = 5,
                VisibilityTimeout = TimeSpan.Zero,
                MaxPollingInterval = TimeSpan.FromMinutes(1),
                Base64 = true,
            },
            queues);
    }

    [Fact]
    public void Queue_settings_are_read()
    {
        using var folder = new AppFolder("""
            { "version": "2.0", "extensions": { "queues": { "batchSize": 4, "newBatchThreshold": 1, "maxDequeueCount": 2,
              "visibilityTimeout": "00:00:30", "maxPollingInterval": "00:00:02", "messageEncoding": "None" } } }
            """);
        Assert.Equal(
            new QueueSettings
            {
                BatchSize = 4,
                NewBatchThreshold = 1,
                MaxDequeueCount = 2,
                VisibilityTimeout = TimeSpan.FromSeconds(30),
                MaxPollingInterval = TimeSpan.FromSeconds(2),
                Base64 = false,
            },
            Queues(folder));
    }

    [Theory]
    [InlineData("""{ "version": "2.0", "extensions": [] }""", "host.json: 'extensions' must be an object.")]
    [InlineData("""{ "version": "2.0", "extensions": { "http": { "routePrefix": 1 } } }""", "host.json: 'extensions.http.routePrefix' must be a text.")]
    [InlineData("""{ "version": "2.0", "extensions": { "queues": { "batchSize": "16" } } }""", "host.json: 'extensions.queues.batchSize' must be a whole number from 1 to 32.")]
    [InlineData("""{ "version": "2.0", "extensions": { "queues": { "visibilityTimeout": 30 } } }""", "host.json: 'extensions.queues.visibilityTimeout' must be a time span (hh:mm:ss) from 00:00:00 to 7.00:00:00.")]
    [InlineData("""{ "version": "2.0", "logging": { "logLevel": { "Default": "loud" } } }""", "host.json: 'logging.logLevel.Default' must be one of Trace, Debug, Information, Warning, Error, Critical, None.")]
    public void A_wrong_type_is_named_with_its_key(string host, string message)
    {
        using var folder = new AppFolder(host);
        Assert.Equal(message, Assert.Throws<StartupException>(() => Builder(folder)).Message);
    }

    [Theory]
    [InlineData("""{ "Values": { "A": {} } }""", "local.settings.json: 'Values.A' must be a text.")]
    [InlineData("""{ "IsEncrypted": true }""", "local.settings.json: 'IsEncrypted' must be false: encrypted settings cannot be read.")]
    [InlineData("""{ "Host": { "LocalHttpPort": 70000 } }""", "local.settings.json: 'Host.LocalHttpPort' must be a whole number from 0 to 65535.")]
    public void A_bad_local_setting_is_named_with_its_key(string local, string message)
    {
        using var folder = new AppFolder(local: local);
        Assert.Equal(message, Assert.Throws<StartupException>(() => Builder(folder)).Message);
    }

    [Fact]
    public void The_log_levels_of_host_json_are_kept()
    {
        using var folder = new AppFolder("""{ "version": "2.0", "logging": { "logLevel": { "Default": "Warning", "Mine": "Debug" } } }""");
        using var host = Builder(folder).ConfigureFunctionsWebApplication().Build();
        var logs = host.Services.GetRequiredService<ILoggerFactory>();
        Assert.False(logs.CreateLogger("Other").IsEnabled(LogLevel.Information));
        Assert.True(logs.CreateLogger("Mine").IsEnabled(LogLevel.Debug));
    }

    [Fact]
    public async Task A_function_that_a_setting_disables_is_not_served()
    {
        await using var host = await TestHost.StartAsync(
            [typeof(ProbeFunctions)], ["--AzureWebJobs.Ping.Disabled", "true"], builder => ProbeFunctions.Services(builder.Services));
        Assert.False((await host.Client.GetAsync("/api/ping")).IsSuccessStatusCode);
        Assert.True((await host.Client.GetAsync("/api/scope")).IsSuccessStatusCode);
    }

    private static FunctionsApplicationBuilder Builder(AppFolder folder, params string[] arguments) =>
        FunctionsApplication.CreateBuilder(["--port", "0", .. folder.Arguments, .. arguments], []);

    private static QueueSettings Queues(AppFolder folder)
    {
        using var host = Builder(folder).ConfigureFunctionsWebApplication().Build();
        return host.Services.GetRequiredService<HostSettings>().Queues;
    }

    private static Task<TestHost> StartAsync(AppFolder folder) =>
        TestHost.StartAsync([typeof(ProbeFunctions)], folder.Arguments, builder => ProbeFunctions.Services(builder.Services));
}
