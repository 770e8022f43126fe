using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace TechTransfer.Kernel;

/// <summary>JSON as the whole system writes and reads it: camelCase, enums as camelCase words, nulls left out, Chinese unescaped.</summary>
public static partial class Json
{
    /// <summary>For what we wrote ourselves: storage, messages, answers. Unknown fields of a newer version are passed over.</summary>
    public static JsonSerializerOptions Options { get; } = Make(JsonUnmappedMemberHandling.Skip);

    /// <summary>For what others write: an unknown field, a field given twice or a missing required one is refused.</summary>
    public static JsonSerializerOptions Strict { get; } = Make(JsonUnmappedMemberHandling.Disallow);

    /// <summary>The text of a value.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>The word that stands for a value of an enumeration.</summary>
    public static string Word<T>(T value) where T : struct, Enum => Write(value).Trim('"');

    /// <summary>The value of a text that we wrote.</summary>
    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException($"null is no {typeof(T).Name}.");

    /// <summary>The value of a text that others wrote, by <see cref="Strict"/>: whatever is wrong with it is a <see cref="JsonException"/> with its path.</summary>
    public static T? ReadStrict<T>(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(utf8, Strict);
        }
        // A missing discriminator, or an escape in a name that stands for no character: the serializer does not call them faults of the JSON.
        catch (Exception fault) when (fault is NotSupportedException or InvalidOperationException or ArgumentException)
        {
            var path = PathIn().Match(fault.Message) is { Success: true } found ? found.Groups[1].Value : "$";
            throw fault.Message.Contains("type discriminator", StringComparison.Ordinal)
                ? new JsonException(MissingKind, $"{path}.{Discriminator}", null, null, fault)
                : new JsonException("The text cannot be read.", path, null, null, fault);
        }
    }

    /// <summary>The field that says which kind a value is, of all values that come in several.</summary>
    public const string Discriminator = "kind";

    /// <summary>The fault of a value that does not say its kind.</summary>
    public const string MissingKind = $"The field {Discriminator} is missing.";

    /// <summary>A value with every object in it changed, the inner ones first.</summary>
    public static JsonElement Rewrite(JsonElement value, Action<JsonObject> change)
    {
        var root = JsonSerializer.SerializeToNode(value, Options);
        Visit(root);
        return JsonSerializer.SerializeToElement(root, Options);

        void Visit(JsonNode? node)
        {
            IEnumerable<JsonNode?> inner = node switch { JsonObject fields => fields.Select(f => f.Value), JsonArray items => items, _ => [] };
            foreach (var one in inner.ToArray()) Visit(one);
            if (node is JsonObject changed) change(changed);
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
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NullMayBeLeftOut } },
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        };
        options.MakeReadOnly();
        return options;
    }

    [GeneratedRegex(@"Path: (\S+) \|")]
    private static partial Regex PathIn();

    // Nulls are left out when written, so a constructor parameter that takes null must not be demanded when read.
    private static void NullMayBeLeftOut(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.AssociatedParameter is { IsMemberInitializer: false, IsNullable: true }) property.IsRequired = false;
        }
    }
}
