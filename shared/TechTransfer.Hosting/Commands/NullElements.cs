using System.Globalization;
using System.Text.Json;
using TechTransfer.Kernel;

namespace TechTransfer.Hosting;

/// <summary>
/// Finds what the serializer lets pass: nulls in lists, of which no list of ours takes any, and texts that it does not read yet.
/// </summary>
internal static class NullElements
{
    /// <summary>The path of the first; null when there is none.</summary>
    public static string? PathOfFirst(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Json.Strict.MaxDepth });
        // For each open object the name of the field that we are in; for each open list the index of the element.
        var places = new Stack<(string? Field, int Index)>();
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
            {
                places.Pop();
                continue;
            }
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                places.Pop();
                places.Push((reader.GetString(), 0));
                continue;
            }
            // An escape that stands for no character is found here, whatever the text is read into.
            if (reader.TokenType == JsonTokenType.String && reader.ValueIsEscaped) reader.GetString();
            if (places.TryPop(out var place)) places.Push(place = place.Field is null ? (null, place.Index + 1) : place);
            if (reader.TokenType == JsonTokenType.Null && places.Count > 0 && place.Field is null) return Path(places);
            if (reader.TokenType == JsonTokenType.StartArray) places.Push((null, -1));
            if (reader.TokenType == JsonTokenType.StartObject) places.Push(("", 0));
        }
        return null;
    }

    private static string Path(Stack<(string? Field, int Index)> places) =>
        string.Concat(places.Reverse().Select(p => p.Field is { } field ? $".{field}" : string.Create(CultureInfo.InvariantCulture, $"[{p.Index}]"))).TrimStart('.');
}
