using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using TechTransfer.Kernel;

namespace TechTransfer.Storage.Persons;

/// <summary>Personal values by group name, then by property. The marked properties of one object, as of one party of a contract, are one
/// group.</summary>
internal sealed class PersonalValues : Dictionary<string, IReadOnlyDictionary<string, string>>
{
    public static PersonalValues Of(IEnumerable<PersonalValues> all)
    {
        var together = new PersonalValues();
        foreach (var (name, values) in all.SelectMany(p => p))
            together[name] = values;
        return together;
    }
}

/// <summary>Reads and writes JSON in which each personal value is replaced by <c>{"$person": "name"}</c> and stored elsewhere.</summary>
public static class PersonalJson
{
    private const string Mark = "$person";

    private static readonly JsonSerializerOptions Options = new(Json.Options)
    {
        TypeInfoResolver = Json.Options.TypeInfoResolver!.WithAddedModifier(UseMarks),
    };

    /// <summary>Makes a copy in which properties marked with <see cref="PersonalAttribute"/> are null, at any depth. The original stays
    /// unchanged.</summary>
    public static T Erase<T>(T value)
    {
        var node = JsonSerializer.SerializeToNode(value, Options)!;
        ForEachGroup(
            node,
            (holder, marked) =>
            {
                foreach (var (name, _) in marked)
                    holder.Remove(name);
            }
        );
        return node.Deserialize<T>(Options)!;
    }

    /// <summary>Serializes a value with names in place of personal values. Returns those values too, by name.</summary>
    /// <param name="value">The object to serialize.</param>
    /// <param name="nameOf">Makes a group's name from the JSON of its values.</param>
    internal static (JsonElement Json, PersonalValues Persons) TakeOut(object value, Func<string, string> nameOf)
    {
        var node = JsonSerializer.SerializeToNode(value, value.GetType(), Options)!;
        var persons = new PersonalValues();
        ForEachGroup(
            node,
            (holder, marked) =>
            {
                var values = marked.ToDictionary(m => m.Name, m => (string)m.Value!);
                var group = nameOf(Json.Write(values));
                persons[group] = values;
                foreach (var (name, _) in marked)
                    holder[name] = new JsonObject { [Mark] = group };
            }
        );
        return (JsonSerializer.SerializeToElement(node, Options), persons);
    }

    internal static bool HasMarks(string json) => json.Contains($"\"{Mark}\"", StringComparison.Ordinal);

    /// <summary>Deserializes JSON after putting personal values back. Values that no longer exist become null.</summary>
    internal static T PutBack<T>(string json, PersonalValues persons)
    {
        if (!HasMarks(json))
            return Json.Read<T>(json);
        return PutBack(JsonNode.Parse(json)!, persons).Deserialize<T>(Options) ?? throw new JsonException($"null is no {typeof(T).Name}.");
    }

    /// <summary>Puts personal values back into JSON of any type. Properties whose values no longer exist are left out.</summary>
    internal static JsonElement PutBack(JsonElement json, PersonalValues persons) =>
        HasMarks(json.GetRawText()) ? JsonSerializer.SerializeToElement(PutBack(JsonObject.Create(json)!, persons), Options) : json;

    private static JsonNode PutBack(JsonNode node, PersonalValues persons)
    {
        ForEachGroup(
            node,
            (holder, marked) =>
            {
                foreach (var (name, group) in marked)
                {
                    if (persons.TryGetValue((string)group!, out var values) && values.TryGetValue(name, out var text))
                        holder[name] = text;
                    else
                        holder.Remove(name);
                }
            }
        );
        return node;
    }

    private static void ForEachGroup(JsonNode? node, Action<JsonObject, (string Name, JsonNode? Value)[]> act)
    {
        switch (node)
        {
            case JsonArray items:
                foreach (var item in items)
                    ForEachGroup(item, act);
                break;
            case JsonObject holder:
                var marked = holder
                    .Where(p => p.Value is JsonObject { Count: 1 } child && child.ContainsKey(Mark))
                    .Select(p => (p.Key, p.Value![Mark]))
                    .ToArray();
                foreach (var (_, child) in holder)
                    ForEachGroup(child, act);
                if (marked.Length > 0)
                    act(holder, marked);
                break;
        }
    }

    private static void UseMarks(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.AttributeProvider?.IsDefined(typeof(PersonalAttribute), inherit: true) == true)
                property.CustomConverter = Marked.Instance;
        }
    }

    private sealed class Marked : JsonConverter<string>
    {
        public static Marked Instance { get; } = new();

        // Serializing writes a mark around the value, which TakeOut then replaces; before deserializing, PutBack has restored plain texts.
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString(Mark, value);
            writer.WriteEndObject();
        }
    }
}
