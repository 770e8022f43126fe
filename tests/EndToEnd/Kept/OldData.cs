using System.Text.Json.Nodes;
using TechTransfer.Demo;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Messages;

namespace TechTransfer.EndToEnd.Kept;

/// <summary>
/// Restores backups of earlier versions and checks that the present apps give the same answers. Existing files are never replaced:
/// <c>KEEP_BACKUP=NAME dotnet test tests/EndToEnd --filter OldData</c> adds one of the present version.
/// </summary>
public sealed class OldData
{
    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(KeptFile.Folder, "*.zip").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_backup_of_an_earlier_version_is_restored_with_its_answers_chains_figures_and_messages(string name)
    {
        var path = Path.Combine(KeptFile.Folder, name);
        var kept = KeptFile.Read(path);
        var keys = Directory.CreateTempSubdirectory("techtransfer").FullName;
        KeptFile.WriteKeys(path, keys);
        await using var system = await KeptSystem.StartAsync(keys, KeptClock.At(kept.Facts.Now));
        await kept.PutAsync(path, system);

        using var output = new StringWriter();
        Assert.Equal(0, await BackupPlay.RestoreAsync(system.Places, output));
        await KeptFile.SendAsync(system, kept.Messages);
        await system.Play.DrainedAsync();
        await AnswersAgreeAsync(system, kept, "after the restore");

        foreach (var day in kept.Facts.Days)
        {
            foreach (var app in KeptSystem.Names)
                await HeadsHoldAsync(system, app, day);
        }
        foreach (var request in kept.Requests)
        {
            var again = await Questions
                .ApiOf(system, request.App, request.User)
                .PostAsync(request.Path, request.Body?.DeepClone(), request.IfMatch, request.Key);
            Assert.True(
                (again.Status, again.Tag) == (request.Status, request.Tag),
                $"{request.User} {request.Path}, sent again, was answered {again.Status} {again.Tag}: {again.Body?.ToJsonString(Json.Options)}"
            );
        }
        // Rebuild the derived data too (statistics, copies in other apps), because a rebuild must not change it.
        var registrar = system.Play.Contracts("registrar-a");
        var year = system.Clock.Today.Year;
        foreach (var consumer in Topics.Consumers[MessageNames.ContractRegistered])
        {
            Assert.Equal(
                201,
                (await registrar.PostAsync("/api/replays", new JsonObject { ["consumer"] = consumer, ["year"] = year })).Status
            );
        }
        string? cursor = null;
        do
        {
            var step = await registrar.PostAsync(
                $"/api/statistics/rebuild?year={year}{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}",
                null
            );
            Assert.Equal(200, step.Status);
            cursor = (string?)step.Body!["cursor"];
        } while (cursor is not null);
        await system.Play.DrainedAsync();
        await AnswersAgreeAsync(system, kept, "after replay and rebuild");
        Directory.Delete(keys, recursive: true);
    }

    [Fact]
    public async Task A_backup_of_today_can_be_kept()
    {
        if (Environment.GetEnvironmentVariable("KEEP_BACKUP") is not { Length: > 0 } name)
            return;
        var path = Path.Combine(KeptFile.Folder, $"{name}.zip");
        Assert.False(File.Exists(path), $"{path} is kept as it is: choose another name.");
        var keys = Directory.CreateTempSubdirectory("techtransfer").FullName;
        LocalKeys.MakeMissing(keys);
        await using var system = await KeptSystem.StartAsync(keys, new());
        var story = new Story(system);
        await story.BeginAsync();
        await system.RestartAsync(hasListeners: false);
        await story.EndAsync();
        // A restore sends the messages of the last day again. Two days later, waiting messages exist only in the queues.
        system.Clock.Advance(2);
        system.Clock.Stop();
        using var output = new StringWriter();
        Assert.Equal(0, await BackupPlay.BackUpAsync(system.Places, output));
        var messages = await KeptFile.TakeMessagesAsync(system);
        await system.RestartAsync(hasListeners: true);
        await KeptFile.SendAsync(system, messages);
        await system.Play.DrainedAsync();
        var answers = await new Questions(system).AskAllAsync();
        await KeptFile.WriteAsync(path, system, messages, story.Requests, answers);
        Directory.Delete(keys, recursive: true);
    }

    private static async Task AnswersAgreeAsync(KeptSystem system, KeptFile kept, string when)
    {
        var lastCertificate =
            $"CQGX-{kept.Facts.Now.ChinaDate().Year}-{kept.Facts.MediaTypes.Keys.Count(name => name.StartsWith("certificates-backup/rows/Aggregates/certificate|", StringComparison.Ordinal)):D6}";
        var differences = new List<string>();
        foreach (var before in kept.Answers)
        {
            var now = await Questions.AskAsync(system, before);
            differences.AddRange(
                (
                    now.Status == before.Status
                        ? Differences("", before.Body, now.Body, lastCertificate)
                        : [$"{before.Status} was answered, now {now.Status}"]
                ).Select(d => $"{before.User} {before.Path} {d}")
            );
        }
        Assert.True(
            differences.Count == 0,
            $"{differences.Count} differences in {kept.Answers.Count} answers {when}:\n{string.Join('\n', differences.Take(30).Select(d => d[..Math.Min(d.Length, 1000)]))}"
        );
    }

    // Everything in the old answer must be in the new answer; a later version may add fields.
    private static IEnumerable<string> Differences(string at, JsonNode? before, JsonNode? now, string lastCertificate) =>
        (before, now) switch
        {
            (JsonObject kept, JsonObject said) => kept.Where(p => !IsPassedOver(kept, p.Key, lastCertificate))
                .SelectMany(p => Differences($"{at}/{p.Key}", p.Value, said[p.Key], lastCertificate)),
            (JsonArray kept, JsonArray said) when Comparable(kept, said) is { } pairs => pairs.SelectMany(
                (pair, index) => Differences($"{at}/{index}", pair.Before, pair.Now, lastCertificate)
            ),
            _ => JsonNode.DeepEquals(before, now)
                ? []
                : [$"{at}: {before?.ToJsonString(Json.Options)} was answered, now {now?.ToJsonString(Json.Options)}"],
        };

    // Left out: versions, which a restore raises (an event's version, beside its hash, is compared), and values that depend on the order of
    // messages: the latest cause, and number and file of certificates issued after the backup.
    private static bool IsPassedOver(JsonObject thing, string name, string lastCertificate) =>
        name switch
        {
            "version" => !thing.ContainsKey("hash"),
            "cause" or "beneficiaryAsOf" => true,
            // Texts may change between versions; amounts, codes and days are in other fields.
            "zh" or "en" or "instrument" or "article" => true,
            "citation" => thing[name] is JsonValue,
            "number" or "sha256" or "size" => thing.ContainsKey("sha256")
                && (string?)thing["number"] is { } number
                && string.CompareOrdinal(number, lastCertificate) > 0,
            _ => false,
        };

    // Certificates of the same instant have no fixed order, so sort them. A history may have new events after the restore, so compare only
    // the old ones, found by their hashes.
    private static IEnumerable<(JsonNode? Before, JsonNode? Now)>? Comparable(JsonArray kept, JsonArray said)
    {
        JsonNode?[] before = [.. kept],
            now = [.. said];
        if (before.All(i => i is JsonObject line && line.ContainsKey("kindName")))
            (before, now) = ([.. before.OrderBy(Kind)], [.. now.OrderBy(Kind)]);
        if (before.All(i => i is JsonObject line && line.ContainsKey("hash")))
            now = [.. now.Where(i => before.Any(b => (string?)b!["hash"] == (string?)i!["hash"]))];
        before = [.. before.Where(i => !IsNew(i, "code", now, Additions.LeftOut))];
        now = [.. now.Where(i => !IsNew(i, "type", before, Additions.Notifications) && !IsNew(i, "code", before, Additions.Steps))];
        return before.Length == now.Length ? before.Zip(now) : null;

        static string Kind(JsonNode? certificate) => $"{certificate!["kind"]} {certificate["edition"]}";
    }

    private static bool IsNew(JsonNode? item, string name, JsonNode?[] others, string[] additions) =>
        item is JsonObject line
        && (string?)line[name] is { } word
        && additions.Contains(word)
        && !others.Any(other => other is JsonObject said && (string?)said[name] == word);

    /// <summary>What later versions add to lists of an older one, and leave out: notifications that it did not send; the step that closes
    /// the explanation of a claim that it reduced, and the one on further contracts; steps on the rest of the year in a claim's explanation,
    /// which ends with the amount.</summary>
    private static class Additions
    {
        public static readonly string[] Notifications = ["entitlementArose", "entitlementChanged"];
        public static readonly string[] Steps = ["amount_now", "next_contract"];
        public static readonly string[] LeftOut = ["next_tier", "next_threshold"];
    }

    private static async Task HeadsHoldAsync(KeptSystem system, string app, DateOnly day)
    {
        string? after = null;
        do
        {
            var step = await Questions
                .ApiOf(system, app, "auditor")
                .PostAsync("/api/heads/verify", new JsonObject { ["day"] = $"{day:yyyy-MM-dd}", ["after"] = after });
            Assert.Equal(200, step.Status);
            Assert.True(step.Body!["faults"]!.AsArray().Count == 0, $"{app} {step.Body.ToJsonString(Json.Options)}");
            after = (string?)step.Body["next"];
        } while (after is not null);
    }
}
