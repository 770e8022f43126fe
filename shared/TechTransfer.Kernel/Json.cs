using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace TechTransfer.Kernel;

/// <summary>The JSON conventions of the whole system: camelCase, enums as camelCase strings, nulls omitted, Chinese unescaped.</summary>
public static class Json
{
    /// <summary>Options for JSON that the system wrote (storage, messages, answers): unknown fields, from newer versions, are
    /// ignored.</summary>
    public static JsonSerializerOptions Options { get; } = Make(JsonUnmappedMemberHandling.Skip);

    /// <summary>Options for JSON from outside, see <see cref="StrictJson"/>: unknown, duplicate and missing required fields are
    /// errors.</summary>
    public static JsonSerializerOptions Strict { get; } = Make(JsonUnmappedMemberHandling.Disallow);

    /// <summary>Serializes with <see cref="Options"/>: nulls are omitted and Chinese stays unescaped.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>An enum value as JSON contains it: camelCase, without quotes.</summary>
    public static string EnumName<T>(T value)
        where T : struct, Enum => Write(value).Trim('"');

    /// <summary>Deserializes JSON that the system wrote; throws <c>JsonException</c> when it is null or does not fit the
    /// type.</summary>
    public static T Read<T>(string text) =>
        JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException($"null is no {typeof(T).Name}.");

    /// <summary>Copies a JSON value and applies <paramref name="change"/> to every object in it, innermost first.</summary>
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
            // JSON that we wrote omits nulls, so required parameters are enforced for JSON from outside only.
            RespectRequiredConstructorParameters = unknown == JsonUnmappedMemberHandling.Disallow,
            MaxDepth = 24,
            // The fields of a JSON object have no order, so the type discriminator need not be the first.
            AllowOutOfOrderMetadataProperties = true,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver
            {
                Modifiers =
                {
                    NullMayBeLeftOut,
                    KindsNameThemselves,
                    unknown == JsonUnmappedMemberHandling.Disallow ? CodesArePlain : _ => { },
                },
            },
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        };
        options.MakeReadOnly();
        return options;
    }

    // Nulls are omitted when written, so a nullable constructor parameter must not be required when read.
    private static void NullMayBeLeftOut(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.AssociatedParameter is { IsMemberInitializer: false, IsNullable: true })
                property.IsRequired = false;
        }
    }

    // Applies to JSON from outside only; stored codes are read exactly as they were written.
    private static void CodesArePlain(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (PlainCodeAttribute.IsOn(property))
                property.CustomConverter = new PlainCodeConverter();
        }
    }

    // For a polymorphic base type without listed derived types, registers all that have a JsonKindAttribute.
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
