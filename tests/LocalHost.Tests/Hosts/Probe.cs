using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using TechTransfer.Testing;

namespace TechTransfer.LocalHost.Tests.Hosts;

public sealed record Observation(
    string Function,
    string What,
    string Invocation,
    DateTimeOffset At,
    IReadOnlyDictionary<string, string?> Metadata
);

/// <summary>The probe app running under a host, with separate queues.</summary>
public sealed class Probe : IAsyncDisposable
{
    private static readonly string[] QueueNames = ["text", "bytes", "order", "message", "data", "fails", "fails-once", "opens", "waits"];
    private readonly bool keepsFolder;

    private Probe(IHostUnderTest host, string name, string storage, string folder, bool keepsFolder) =>
        (Host, Name, Storage, Folder, this.keepsFolder) = (host, name, storage, folder, keepsFolder);

    public IHostUnderTest Host { get; }

    public HttpClient Client => Host.Client;

    /// <summary>Prefix of the probe's queues, and its host id, which names locks and timer status.</summary>
    public string Name { get; }

    public string Storage { get; }

    public string Folder { get; }

    public BlobContainerClient Locks => new(Storage, "azure-webjobs-hosts");

    /// <summary>Starts the probe app under the host under test.</summary>
    /// <param name="edit">Changes host.json; null for no change.</param>
    /// <param name="name">Name of a running probe, to start another instance of the same app; null for a new name.</param>
    /// <param name="before">Runs before the host starts; null for nothing.</param>
    public static async Task<Probe> StartAsync(Action<JsonNode>? edit = null, string? name = null, Func<Probe, Task>? before = null)
    {
        name ??= NewName();
        var folder = CopyOf(Built.Output("ProbeApp"));
        if (edit is not null)
            Edit(Path.Combine(folder, "host.json"), edit);
        var storage = await AzuriteServer.ConnectionStringAsync();
        foreach (var queue in QueueNames)
            await new QueueClient(storage, $"{name}-{queue}").CreateIfNotExistsAsync();
        var unstarted = new Probe(null!, name, storage, folder, keepsFolder: true);
        if (before is not null)
            await before(unstarted);
        var host = await StartHostAsync(folder, SettingsOf(name, storage));
        return new(host, name, storage, folder, keepsFolder: false);
    }

    public static string NewName() => $"p{Guid.NewGuid():N}"[..16];

    public static Dictionary<string, string> SettingsOf(string name, string storage) =>
        new()
        {
            ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development",
            ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
            ["AzureWebJobsStorage"] = storage,
            ["ProbeStorage"] = storage,
            ["Probe"] = name,
            ["ProbeSchedule"] = "0 0 0 1 1 *",
            ["AzureFunctionsWebHost__hostid"] = name,
            ["AzureWebJobs.SwitchedOff.Disabled"] = "true",
            ["Logging__LogLevel__Microsoft.AspNetCore"] = "Warning",
        };

    public static string CopyOf(string folder)
    {
        var copy = Directory.CreateTempSubdirectory("probe").FullName;
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        return copy;
    }

    public static void Edit(string file, Action<JsonNode> edit)
    {
        var json = JsonNode.Parse(File.ReadAllText(file))!;
        edit(json);
        File.WriteAllText(file, json.ToJsonString());
    }

    public QueueClient Queue(string queue) => new(Storage, $"{Name}-{queue}");

    public async Task<string> SendAsync(string queue, string text) =>
        (await Queue(queue).SendMessageAsync(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text)))).Value.MessageId;

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(new Uri(path, UriKind.Relative));

    public async Task OpenAsync(string gate)
    {
        using var answer = await Client.PostAsync(new Uri($"api/gates/{gate}", UriKind.Relative), null);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<IReadOnlyList<Observation>> AllAsync(string function)
    {
        try
        {
            return (await Client.GetFromJsonAsync<Observation[]>(new Uri($"api/observations/{function}", UriKind.Relative)))!;
        }
        catch (HttpRequestException exception)
        {
            // Add the host's output, which shows why it does not answer.
            throw new InvalidOperationException($"The host does not answer. {Host.Output}", exception);
        }
    }

    public Task<Observation> SeenAsync(string function, Func<Observation, bool> what) =>
        Until.FoundAsync(async () => (await AllAsync(function)).FirstOrDefault(what), () => $"{function} saw nothing of it. {Host.Output}");

    public Task<Observation> SeenAsync(string function, string what) => SeenAsync(function, seen => seen.What == what);

    /// <summary>Asserts that the timers of this instance do not fire while those of the other do.</summary>
    public async Task WaitsForAsync(Probe other)
    {
        var before = (await other.AllAsync("TimerEachSecond")).Count;
        await Until.TrueAsync(async () => (await other.AllAsync("TimerEachSecond")).Count >= before + 2, () => other.Host.Output);
        Assert.Empty(await AllAsync("TimerEachSecond"));
    }

    /// <summary>Process id, folder, arguments and environment of the worker.</summary>
    public async Task<JsonNode> ProcessAsync() => (await Client.GetFromJsonAsync<JsonNode>(new Uri("api/process", UriKind.Relative)))!;

    public async Task SignalAsync(string signal) =>
        Assert.Equal(0, (await Tool.RunAsync("sh", "-c", $"kill -{signal} {Host.Process.Id}")).Code);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        if (!keepsFolder)
            Directory.Delete(Folder, recursive: true);
    }

    private static Task<IHostUnderTest> StartHostAsync(string folder, Dictionary<string, string> settings) =>
        Environment.GetEnvironmentVariable("TECHTRANSFER_HOST_UNDER_TEST") == "func"
            ? FuncProcess.StartAsync(folder, settings)
            : LocalHostProcess.StartAsync(folder, settings);
}
