using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using TechTransfer.Kernel;

namespace TechTransfer.Storage.Backups;

/// <summary>Reads and writes a partition's rows as compressed JSON lines, one line per row. Strings, booleans and 32-bit integers are plain
/// JSON; other types are named, as in <c>{"long": "7"}</c>, so that rows are restored exactly as they were.</summary>
internal static class RowText
{
    private const string Key = "RowKey";

    public static async Task WriteAsync(Stream target, IEnumerable<TableEntity> rows, CancellationToken cancellation)
    {
        await using var zipped = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true);
        await using var lines = new StreamWriter(zipped) { NewLine = "\n" };
        foreach (var row in rows)
        {
            var line = new JsonObject { [Key] = row.RowKey };
            // The service sets the time stamp and ETag, and the partition key is in the blob's name.
            foreach (
                var (name, value) in row.Where(p =>
                    p.Value is not null && p.Key is not ("PartitionKey" or Key or "Timestamp" or "odata.etag")
                )
            )
                line[name] = Write(name, value);
            await lines.WriteLineAsync(line.ToJsonString(Json.Options).AsMemory(), cancellation);
        }
    }

    public static async IAsyncEnumerable<TableEntity> ReadAsync(Stream source, string partition)
    {
        await using var unzipped = new GZipStream(source, CompressionMode.Decompress, leaveOpen: true);
        using var lines = new StreamReader(unzipped);
        while (await lines.ReadLineAsync() is { } text)
        {
            using var line = JsonDocument.Parse(text);
            var row = new TableEntity(partition, line.RootElement.GetProperty(Key).GetString()!);
            foreach (var property in line.RootElement.EnumerateObject().Where(p => p.Name != Key))
                row[property.Name] = Read(property);
            yield return row;
        }
    }

    private static JsonNode Write(string name, object value) =>
        value switch
        {
            string text => text,
            bool truth => truth,
            int number => number,
            long number => Typed("long", number.ToString(CultureInfo.InvariantCulture)),
            double number => Typed("double", number.ToString("R", CultureInfo.InvariantCulture)),
            DateTimeOffset time => Typed("time", time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
            byte[] bytes => Typed("bytes", Convert.ToBase64String(bytes)),
            Guid id => Typed("guid", id.ToString("D", CultureInfo.InvariantCulture)),
            _ => throw new InvalidOperationException($"{name} is a {value.GetType().Name}, for which a backup has no form."),
        };

    private static JsonObject Typed(string type, string text) => new() { [type] = text };

    private static object Read(JsonProperty property)
    {
        switch (property.Value.ValueKind)
        {
            case JsonValueKind.String:
                return property.Value.GetString()!;
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            case JsonValueKind.Number:
                return property.Value.GetInt32();
        }
        var typed = property.Value.EnumerateObject().Single();
        var text = typed.Value.GetString()!;
        return typed.Name switch
        {
            "long" => long.Parse(text, CultureInfo.InvariantCulture),
            "double" => double.Parse(text, CultureInfo.InvariantCulture),
            "time" => DateTimeOffset.ParseExact(
                text,
                "O",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
            ),
            "bytes" => Convert.FromBase64String(text),
            "guid" => Guid.ParseExact(text, "D"),
            _ => throw new JsonException($"{property.Name}: {typed.Name} is no type of a row."),
        };
    }
}
