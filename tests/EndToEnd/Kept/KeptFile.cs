using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs.Models;
using TechTransfer.Demo;
using TechTransfer.Kernel;
using TechTransfer.Testing;

namespace TechTransfer.EndToEnd.Kept;

/// <summary>A GET request, with the answer of the version that made the backup.</summary>
internal sealed record KeptAnswer(string App, string User, string Path, int Status, JsonNode? Body);

/// <summary>A command, with the answer of the version that made the backup. The test sends it again unchanged.</summary>
internal sealed record KeptRequest(
    string App,
    string User,
    string Path,
    string Key,
    string? IfMatch,
    JsonNode? Body,
    int Status,
    string? Tag
);

internal sealed record KeptMessage(string Queue, JsonNode Text);

/// <summary>Data about the backup that the names of its blobs do not show.</summary>
/// <param name="Now">The system's time when the backup was made.</param>
/// <param name="Days">The UTC days for which the backup has a list of the hash chains' heads.</param>
/// <param name="MediaTypes">Content type of each blob by <c>CONTAINER/NAME</c>.</param>
internal sealed record KeptFacts(DateTimeOffset Now, IReadOnlyList<DateOnly> Days, IReadOnlyDictionary<string, string> MediaTypes);

/// <summary>
/// A zip with a backup from an earlier version: <c>blobs/CONTAINER/NAME</c>, the <c>keys/</c> of that system, the messages that waited in
/// queues, some commands, and answers that every later version must give too.
/// </summary>
internal sealed record KeptFile(
    KeptFacts Facts,
    IReadOnlyList<KeptMessage> Messages,
    IReadOnlyList<KeptRequest> Requests,
    IReadOnlyList<KeptAnswer> Answers
)
{
    private const int MostDocuments = 2;
    private const string BlobsPrefix = "blobs/",
        KeysPrefix = "keys/";

    private static readonly JsonSerializerOptions Indented = new(Json.Options) { WriteIndented = true };

    public static string Folder => Repository.PathOf("tests", "EndToEnd", "Kept", "Files");

    public static KeptFile Read(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        T Part<T>(string name)
        {
            using var content = zip.GetEntry(name)!.Open();
            return JsonSerializer.Deserialize<T>(content, Json.Options)!;
        }
        return new(
            Part<KeptFacts>("facts.json"),
            Part<KeptMessage[]>("messages.json"),
            Part<KeptRequest[]>("requests.json"),
            Part<KeptAnswer[]>("answers.json")
        );
    }

    public static void WriteKeys(string path, string folder)
    {
        using var zip = ZipFile.OpenRead(path);
        foreach (var entry in zip.Entries.Where(e => e.FullName.StartsWith(KeysPrefix, StringComparison.Ordinal)))
        {
            var target = Path.Combine(folder, entry.FullName[KeysPrefix.Length..]);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            entry.ExtractToFile(target);
        }
        // Replaces certificates that have expired since the backup.
        LocalKeys.MakeMissing(folder);
    }

    /// <summary>Uploads the backup to the containers where the apps look for it.</summary>
    public async Task PutAsync(string path, KeptSystem system)
    {
        using var zip = ZipFile.OpenRead(path);
        foreach (var entry in zip.Entries.Where(e => e.FullName.StartsWith(BlobsPrefix, StringComparison.Ordinal)))
        {
            var (container, name) = entry.FullName[BlobsPrefix.Length..].Split('/', 2) is [var first, var rest]
                ? (first, rest)
                : throw new InvalidDataException(entry.FullName);
            using var content = new MemoryStream();
            using (var source = entry.Open())
                await source.CopyToAsync(content);
            content.Position = 0;
            await system
                .Blobs.GetBlobContainerClient(container)
                .GetBlobClient(name)
                .UploadAsync(
                    content,
                    new BlobUploadOptions { HttpHeaders = new() { ContentType = Facts.MediaTypes[entry.FullName[BlobsPrefix.Length..]] } }
                );
        }
    }

    public static async Task WriteAsync(
        string path,
        KeptSystem system,
        IReadOnlyList<KeptMessage> messages,
        IReadOnlyList<KeptRequest> requests,
        IReadOnlyList<KeptAnswer> answers
    )
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var file = File.Create(path);
        using var zip = new ZipArchive(file, ZipArchiveMode.Create);
        var types = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var days = new SortedSet<DateOnly>();
        foreach (var name in KeptSystem.Names.SelectMany(app => (string[])[$"{app}-backup", $"{app}-heads"]))
        {
            var documents = 0;
            var container = system.Blobs.GetBlobContainerClient(name);
            await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, null, default))
            {
                // Documents are large; two are enough for the test.
                if (blob.Name.StartsWith("documents/", StringComparison.Ordinal) && ++documents > MostDocuments)
                    continue;
                if (name.EndsWith("-heads", StringComparison.Ordinal))
                    days.Add(DateOnly.ParseExact(blob.Name[..10], "yyyy/MM/dd", CultureInfo.InvariantCulture));
                types[$"{name}/{blob.Name}"] = blob.Properties.ContentType;
                await using var entry = zip.CreateEntry($"{BlobsPrefix}{name}/{blob.Name}", CompressionLevel.SmallestSize).Open();
                await container.GetBlobClient(blob.Name).DownloadToAsync(entry);
            }
        }
        foreach (var key in Directory.GetFiles(system.Places.Keys, "*", SearchOption.AllDirectories))
        {
            await using var entry = zip.CreateEntry(
                    $"{KeysPrefix}{Path.GetRelativePath(system.Places.Keys, key)}",
                    CompressionLevel.SmallestSize
                )
                .Open();
            await using var content = File.OpenRead(key);
            await content.CopyToAsync(entry);
        }
        async Task PartAsync<T>(string name, T value)
        {
            await using var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize).Open();
            await JsonSerializer.SerializeAsync(entry, value, Indented);
        }
        await PartAsync("facts.json", new KeptFacts(system.Clock.GetUtcNow(), [.. days], types));
        await PartAsync("messages.json", messages);
        await PartAsync("requests.json", requests);
        await PartAsync("answers.json", answers);
    }

    public static async Task<IReadOnlyList<KeptMessage>> TakeMessagesAsync(KeptSystem system)
    {
        var taken = new List<KeptMessage>();
        foreach (var name in KeptSystem.QueueNames)
        {
            var queue = system.Queues.GetQueueClient(name);
            while ((await queue.ReceiveMessagesAsync(32)).Value is { Length: > 0 } page)
            {
                foreach (var message in page)
                {
                    taken.Add(new(name, JsonNode.Parse(message.MessageText)!));
                    await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
                }
            }
        }
        return taken;
    }

    public static async Task SendAsync(KeptSystem system, IReadOnlyList<KeptMessage> messages)
    {
        foreach (var message in messages)
            await system.Queues.GetQueueClient(message.Queue).SendMessageAsync(message.Text.ToJsonString(Json.Options));
    }
}
