using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.Kernel;
using TechTransfer.LocalHost;
using TechTransfer.Messages;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.Deployment.Tests;

/// <summary>
/// The published app: its files, its behaviour under a Functions host, and whether it has the functions that the apps' own tests call.
/// </summary>
[Collection(PublishedApp.Collection)]
public sealed class PublishTests(PublishedApp published)
{
    private const string Inbox = "contracts-parties";

    private static readonly QueueClientOptions AsTheHostReads = new() { MessageEncoding = QueueMessageEncoding.Base64 };

    [Fact]
    public void A_package_holds_what_the_functions_host_reads_and_nothing_local()
    {
        Assert.False(File.Exists(FileOf("local.settings.json")));
        Assert.Equal("dotnet-isolated", Read("worker.config.json").GetProperty("description").GetProperty("language").GetString());
        Assert.Equal("api", Read("host.json").GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString());
        var extensions = Read("extensions.json").GetProperty("extensions").EnumerateArray().ToArray();
        Assert.Contains(extensions, e => e.GetProperty("name").GetString() == "AzureStorageQueues");
        Assert.All(extensions, e => Assert.True(File.Exists(FileOf(e.GetProperty("hintPath").GetString()!)), e.GetRawText()));

        // The API description takes its texts from there.
        Assert.All(
            ["ContractRegistration", "TechTransfer.Hosting", "TechTransfer.Kernel"],
            name => Assert.True(File.Exists(FileOf($"{name}.xml")), name)
        );

        Assert.Equal(("queueTrigger", Inbox), (TriggerOf("PartiesInbox", "type"), TriggerOf("PartiesInbox", "queueName")));
        Assert.Equal(("timerTrigger", "0,30 * * * * *"), (TriggerOf("Sweep", "type"), TriggerOf("Sweep", "schedule")));
        Assert.Equal(("httpTrigger", "health"), (TriggerOf("Health", "type"), TriggerOf("Health", "route")));
    }

    [Fact]
    public void The_assemblies_of_a_package_are_compiled_ahead_of_time()
    {
        // Smaller assemblies contain only type forwards, hence no code to compile.
        var assemblies = Directory.GetFiles(published.Folder, "*.dll").Where(file => new FileInfo(file).Length > 40_000).ToArray();
        Assert.Contains(assemblies, file => Path.GetFileName(file) == "TechTransfer.Hosting.dll");
        Assert.Empty(assemblies.Where(file => !IsCompiled(file)).Select(Path.GetFileName));
        Assert.False(IsCompiled(typeof(Envelope).Assembly.Location));
    }

    [Fact]
    public async Task A_published_app_runs_under_the_functions_host()
    {
        var (storage, azurite) = await AzuriteServer.StartOwnAsync();
        var settings = published.Settings(storage);
        // Messages that fail are delivered again at once.
        settings["AzureFunctionsJobHost__extensions__queues__visibilityTimeout"] = "00:00:00";
        settings["AzureFunctionsJobHost__extensions__queues__maxPollingInterval"] = "00:00:00.1";
        try
        {
            var (host, client) = await HostProcess.StartAsync(published.Folder, settings);
            using (host)
            using (client)
            {
                await AnswersCallsAsync(client);
                await DoesMessagesAsync(host, client, storage);
                // Without a configured exporter, OpenTelemetry must not be loaded, because it would slow down the start.
                if (OperatingSystem.IsLinux())
                    Assert.DoesNotContain(host.Loaded(), file => file.Contains("OpenTelemetry", StringComparison.Ordinal));
                Assert.True(await host.EndAsync() == 0, host.Output);
            }
        }
        finally
        {
            azurite.Kill(entireProcessTree: true);
        }
    }

    [Theory]
    [InlineData("ContractRegistration")]
    [InlineData("RewardCalculation")]
    [InlineData("OwnershipGrants")]
    [InlineData("Certificates")]
    public async Task An_app_in_a_process_of_its_own_has_the_routes_that_it_has_in_the_tests(string app)
    {
        var folder =
            app == PublishedApp.Name ? published.Folder : Repository.PathOf("functions", app, "bin", Solution.Configuration, "net10.0");
        var settings = published.Settings(await AzuriteServer.ConnectionStringAsync());
        await using var deployed = await FunctionsHost.StartAsync(
            new(folder) { Settings = settings, HasListeners = false },
            NullLoggerProvider.Instance
        );
        await using var tested = await HostedInProcess.StartAsync(Assembly.Load(app), settings, hasListeners: false);
        Assert.Contains("GET /api/health", deployed.Routes);
        Assert.Equal(tested.Routes.Order(StringComparer.Ordinal), deployed.Routes.Order(StringComparer.Ordinal));
    }

    // HTTP routes check tokens as usual; the app answers what no route takes, and the host what lies outside the app's prefix.
    private static async Task AnswersCallsAsync(HttpClient client)
    {
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/health")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsync("/api/contracts", null)).StatusCode);
        using (var outside = await client.PostAsync("/Watch", null))
            Assert.Equal((HttpStatusCode.NotFound, ""), (outside.StatusCode, await outside.Content.ReadAsStringAsync()));
        foreach (var (path, status, code) in new[] { ("/api/Watch", 404, "unknown_route"), ("/api/health", 405, "method_not_allowed") })
        {
            using var answer = await client.PostAsync(path, null);
            var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
            Assert.Equal((status, code), ((int)answer.StatusCode, problem.GetProperty("code").GetString()));
        }
    }

    private static async Task DoesMessagesAsync(HostProcess host, HttpClient client, string storage)
    {
        var (inbox, poison) = (new QueueClient(storage, Inbox, AsTheHostReads), new QueueClient(storage, $"{Inbox}-poison"));
        await inbox.SendMessageAsync(Seen());
        await host.UntilAsync(async () => await CountAsync(inbox) == 0, "a message that is done");
        Assert.Equal(0, await CountAsync(poison));

        await inbox.SendMessageAsync("not a message of ours");
        await host.UntilAsync(async () => await CountAsync(poison) == 1, "a message that failed for good");

        // The alerts search for this log line.
        Assert.Equal(HttpStatusCode.Accepted, (await client.PostAsJsonAsync("/admin/functions/Watch", new { input = "" })).StatusCode);
        await host.SaysAsync($"PoisonMessages: 1 messages of {Inbox} failed for good");
        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsJsonAsync("/admin/functions/Watched", new { input = "" })).StatusCode);
    }

    private static async Task<int> CountAsync(QueueClient queue) =>
        await queue.ExistsAsync() ? (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount : 0;

    private static string Seen()
    {
        var seen = new ContractPartiesFiled("c1", DateTimeOffset.UnixEpoch, []);
        return Json.Write(
            new Envelope(
                "c1:2:CasePartiesSeen",
                MessageNames.ContractPartiesFiled,
                "c1",
                2,
                DateTimeOffset.UnixEpoch,
                JsonSerializer.SerializeToElement(seen, Json.Options),
                null
            )
        );
    }

    private static bool IsCompiled(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        return file.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }

    private string? TriggerOf(string function, string property) =>
        Read("functions.metadata")
            .EnumerateArray()
            .Single(f => f.GetProperty("name").GetString() == function)
            .GetProperty("bindings")[0]
            .GetProperty(property)
            .GetString();

    private string FileOf(string name) => Path.Combine(published.Folder, name);

    private JsonElement Read(string file) => JsonElement.Parse(File.ReadAllText(FileOf(file)));
}
