using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using TechTransfer.Kernel;

namespace TechTransfer.Storage.Persons;

/// <summary>Persons' values by the name of their group: the marked properties of one object, as in one party of a contract, are one
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

/// <summary>Writes and reads JSON in which a marked text is <c>{"$person": "name"}</c>, and its value stands elsewhere.</summary>
public static class PersonalJson
{
    private const string Mark = "$person";

    private static readonly JsonSerializerOptions Options = new(Json.Options)
    {
        TypeInfoResolver = Json.Options.TypeInfoResolver!.WithAddedModifier(UseMarks),
    };

    /// <summary>The same value without any text that belongs to a person, however deep it stands.</summary>
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

    /// <summary>The JSON with names in place of values, and the values by those names.</summary>
    /// <param name="value">What is written.</param>
    /// <param name="nameOf">The name of a group's values, from their JSON.</param>
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

    /// <summary>True when the JSON has names to be replaced by values.</summary>
    internal static bool HasMarks(string json) => json.Contains($"\"{Mark}\"", StringComparison.Ordinal);

    /// <summary>The value of a JSON that was taken apart. A name whose values are gone reads as null.</summary>
    internal static T PutBack<T>(string json, PersonalValues persons)
    {
        if (!HasMarks(json))
            return Json.Read<T>(json);
        return PutBack(JsonNode.Parse(json)!, persons).Deserialize<T>(Options) ?? throw new JsonException($"null is no {typeof(T).Name}.");
    }

    /// <summary>The same for a JSON whose type is not known.</summary>
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

        // Written texts carry a mark until they are taken out; read ones have been put back.
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString(Mark, value);
            writer.WriteEndObject();
        }
    }
}
