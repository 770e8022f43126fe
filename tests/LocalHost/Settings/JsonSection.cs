using System.Globalization;
using System.Text.Json;

namespace TechTransfer.LocalHost.Settings;

/// <summary>A JSON object in a settings file; may be missing. Error messages name the file and the key.</summary>
internal readonly struct JsonSection
{
    private readonly JsonElement? _value;
    private readonly string _file;
    private readonly string _path;

    private JsonSection(string file, string path, JsonElement? value)
    {
        _file = file;
        _path = path;
        _value = value;
    }

    public bool Exists => _value is not null;

    /// <exception cref="StartException">The file is not JSON, or holds something else than an object.</exception>
    public static JsonSection Read(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path))
            return new(file, "", null);
        try
        {
            using var document = JsonDocument.Parse(
                File.ReadAllBytes(path).AsMemory(),
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }
            );
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new(file, "", document.RootElement.Clone())
                : throw new StartException($"{file} must hold a JSON object.");
        }
        catch (JsonException failure)
        {
            throw new StartException(
                $"{file} is not JSON (line {failure.LineNumber + 1}, byte {failure.BytePositionInLine + 1}).",
                failure
            );
        }
    }

    public JsonSection Section(string key)
    {
        if (Find(key) is not { } found)
            return new(_file, PathOf(key), null);
        return found.ValueKind == JsonValueKind.Object ? new(_file, PathOf(key), found) : throw Bad(key, "must be an object");
    }

    public IEnumerable<KeyValuePair<string, string>> Texts()
    {
        if (_value is not { } value)
            yield break;
        foreach (var property in value.EnumerateObject())
        {
            yield return property.Value.ValueKind switch
            {
                JsonValueKind.String => new(property.Name, property.Value.GetString()!),
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => new(property.Name, property.Value.GetRawText()),
                _ => throw Bad(property.Name, "must be a text"),
            };
        }
    }

    public string? Text(string key)
    {
        if (Find(key) is not { } found)
            return null;
        return found.ValueKind == JsonValueKind.String ? found.GetString() : throw Bad(key, "must be a text");
    }

    public bool? Flag(string key)
    {
        if (Find(key) is not { } found)
            return null;
        return found.ValueKind is JsonValueKind.True or JsonValueKind.False ? found.GetBoolean() : throw Bad(key, "must be true or false");
    }

    public int? Number(string key, int from, int to)
    {
        if (Find(key) is not { } found)
            return null;
        return found.ValueKind == JsonValueKind.Number && found.TryGetInt32(out var number) && number >= from && number <= to
            ? number
            : throw Bad(key, $"must be a whole number from {from} to {to}");
    }

    public TimeSpan? Duration(string key, TimeSpan from, TimeSpan to)
    {
        if (Find(key) is not { } found)
            return null;
        return
            found.ValueKind == JsonValueKind.String
            && TimeSpan.TryParse(found.GetString(), CultureInfo.InvariantCulture, out var duration)
            && duration >= from
            && duration <= to
            ? duration
            : throw Bad(key, $"must be a time span (hh:mm:ss) from {from} to {to}");
    }

    /// <summary>Refuses keys other than these, because a misspelt key would otherwise have no effect.</summary>
    /// <exception cref="StartException">The section has another key.</exception>
    public void Allow(params string[] keys)
    {
        if (_value is not { } value)
            return;
        foreach (var property in value.EnumerateObject())
        {
            if (!keys.Contains(property.Name, StringComparer.OrdinalIgnoreCase))
                throw Bad(property.Name, $"is not a key that is known here: {string.Join(", ", keys)}");
        }
    }

    public StartException Bad(string key, string complaint) => new($"{_file}: '{PathOf(key)}' {complaint}.");

    private JsonElement? Find(string key)
    {
        if (_value is not { } value)
            return null;
        foreach (var property in value.EnumerateObject())
        {
            if (string.Equals(property.Name, key, StringComparison.OrdinalIgnoreCase))
                return property.Value;
        }
        return null;
    }

    private string PathOf(string key) => _path.Length == 0 ? key : $"{_path}.{key}";
}
