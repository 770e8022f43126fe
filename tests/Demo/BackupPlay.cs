using System.Text.Json.Nodes;

namespace TechTransfer.Demo;

public static class BackupPlay
{
    private const string Operator = "operator";

    public static async Task<int> BackUpAsync(PlayOptions options, TextWriter output)
    {
        using var key = LocalKeys.Read(options.Keys);
        foreach (var (name, address) in Apps(options))
        {
            using var app = new Api(address, Operator, key);
            JsonNode report;
            var (aggregates, others, documents) = (0, 0, 0);
            do
            {
                report = await StepAsync(app, "/api/backups", null);
                aggregates += (int)report["aggregates"]!;
                others += (int)report["partitions"]!;
                documents += (int)report["documents"]!;
            } while (!(bool)report["isComplete"]!);
            await output.WriteLineAsync(
                $"{name, -14}{aggregates, 6} aggregates, {others, 6} other partitions, {documents, 6} documents backed up"
            );
        }
        return 0;
    }

    /// <summary>
    /// Restores the rows and documents of every app. When all are restored, lets each app send its messages and follow-ups again.
    /// </summary>
    public static async Task<int> RestoreAsync(PlayOptions options, TextWriter output)
    {
        using var key = LocalKeys.Read(options.Keys);
        // Items that cannot be restored do not stop the others; they are reported at the end.
        var left = new List<string>();
        foreach (var (name, address) in Apps(options))
        {
            using var app = new Api(address, Operator, key);
            var (partitions, documents) = (0, 0);
            await foreach (var step in StepsAsync(app, "/api/restores"))
            {
                partitions += (int)step["partitions"]!;
                documents += (int)step["documents"]!;
                left.AddRange(step["failed"]!.AsArray().Select(item => $"{name} could not bring back {item}"));
            }
            await output.WriteLineAsync($"{name, -14}{partitions, 6} partitions, {documents, 6} documents are back");
        }
        foreach (var (name, address) in Apps(options))
        {
            using var app = new Api(address, Operator, key);
            var settled = 0;
            await foreach (var step in StepsAsync(app, "/api/restores/settle"))
            {
                settled += (int)step["aggregates"]!;
                left.AddRange(step["failed"]!.AsArray().Select(item => $"{name} could not settle {item}"));
            }
            await output.WriteLineAsync($"{name, -14}{settled, 6} aggregates settled");
        }
        // Wait until the apps have processed these messages, because the caller stops them afterwards.
        using var play = new Play(options);
        await play.DrainedAsync();
        return left.Count == 0 ? 0 : throw new DemoFailedException($"{string.Join("; ", left)}: the app's log says why.");
    }

    // Apps that consume messages are restored before the apps that send them.
    private static (string Name, Uri Address)[] Apps(PlayOptions options) =>
        [
            ("certificates", options.Certificates),
            ("grants", options.Grants),
            ("rewards", options.Rewards),
            ("contracts", options.Contracts),
        ];

    private static async IAsyncEnumerable<JsonNode> StepsAsync(Api app, string path)
    {
        string? next = null;
        do
        {
            var step = await StepAsync(app, path, next is null ? null : new JsonObject { ["after"] = next });
            yield return step;
            next = (string?)step["next"];
        } while (next is not null);
    }

    private static async Task<JsonNode> StepAsync(Api app, string path, JsonObject? body)
    {
        var answer = await app.PostAsync(path, body);
        // The apps also make a backup by timer, every 15 minutes; wait until it is finished.
        while (answer.Code == "backup_under_way")
        {
            await Task.Delay(200);
            answer = await app.PostAsync(path, body);
        }
        return answer.Status == 200
            ? answer.Body!
            : throw new DemoFailedException($"{path} answered {answer.Status} {answer.Code}: {(string?)answer.Body?["detail"]}");
    }
}
