using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace TechTransfer.Kernel;

/// <summary>JSON as the whole system writes and reads it: camelCase, enums as camelCase words, nulls left out, Chinese unescaped.</summary>
public static class Json
{
    /// <summary>For what we wrote ourselves: storage, messages, answers. Unknown fields of a newer version are passed over.</summary>
    public static JsonSerializerOptions Options { get; } = Make(JsonUnmappedMemberHandling.Skip);

    /// <summary>For what others write (<see cref="StrictJson"/>): an unknown field, a field given twice or a missing required one is
    /// refused.</summary>
    public static JsonSerializerOptions Strict { get; } = Make(JsonUnmappedMemberHandling.Disallow);

    /// <summary>The text of a value.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>The word that stands for a value of an enumeration.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => Write(value).Trim('"');

    /// <summary>The value of a text that we wrote.</summary>
    public static T Read<T>(string text) =>
        JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException($"null is no {typeof(T).Name}.");

    /// <summary>A value with every object in it changed, the inner ones first.</summary>
    public static JsonElement Rewrite(JsonElement value, Action<JsonObject> change)
    {
        var root = JsonSerializer.SerializeToNode(value, Options);
        Visit(root);
        return JsonSerializer.SerializeToElement(root, Options);

        void Visit(JsonNode? node)
        {
            IEnumerable<JsonNode?> inner = node switch
            {
                JsonObject fields => fields.Select(f => f.Value),
                JsonArray items => items,
                _ => [],
            };
            foreach (var one in inner.ToArray())
                Visit(one);
            if (node is JsonObject changed)
                change(changed);
        }
    }

    private static JsonSerializerOptions Make(JsonUnmappedMemberHandling unknown)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            UnmappedMemberHandling = unknown,
            AllowDuplicateProperties = unknown == JsonUnmappedMemberHandling.Skip,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            PropertyNameCaseInsensitive = false,
            NumberHandling = JsonNumberHandling.Strict,
            RespectNullableAnnotations = true,
            // What we wrote leaves nulls out, so only others' texts must name every parameter.
            RespectRequiredConstructorParameters = unknown == JsonUnmappedMemberHandling.Disallow,
            MaxDepth = 24,
            // A JSON object has no order: its kind may stand anywhere in it.
            AllowOutOfOrderMetadataProperties = true,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NullMayBeLeftOut, KindsNameThemselves } },
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        };
        options.MakeReadOnly();
        return options;
    }

    // Nulls are left out when written, so a constructor parameter that takes null must not be demanded when read.
    private static void NullMayBeLeftOut(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.AssociatedParameter is { IsMemberInitializer: false, IsNullable: true })
                property.IsRequired = false;
        }
    }

    // A base that lists no kinds has those of its assembly that name themselves.
    private static void KindsNameThemselves(JsonTypeInfo type)
    {
        if (type.PolymorphismOptions is not { DerivedTypes: { Count: 0 } kinds })
            return;
        foreach (var kind in type.Type.Assembly.GetTypes().Where(kind => kind.IsSubclassOf(type.Type)))
        {
            if (kind.GetCustomAttribute<JsonKindAttribute>() is { } named)
                kinds.Add(new(kind, named.Name));
        }
    }
}
