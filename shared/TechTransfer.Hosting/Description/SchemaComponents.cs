using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Money;

namespace TechTransfer.Hosting.Description;

/// <summary>The schemas of an OpenAPI document, one for each type and direction. Schemas of bodies are as strict as our parser. Schemas of
/// answers list all properties that are never null as required, since answers omit nulls.</summary>
internal sealed class SchemaComponents
{
    /// <summary>Largest nesting depth of a schema; larger than that of JSON bodies, since a schema nests deeper than its values.</summary>
    public const int Deepest = 128;

    private static readonly JsonSerializerOptions Sent =
            new(Json.Strict) { MaxDepth = Deepest, TypeInfoResolver = Json.Strict.TypeInfoResolver!.WithAddedModifier(CodesAreTexts) },
        Answered = new(Json.Options) { MaxDepth = Deepest };
    private readonly Dictionary<(Type Type, bool IsBody), string> names = [];

    public JsonObject All { get; } = [];

    public JsonObject OfBody(Type type) => Of(type, isBody: true);

    public JsonObject OfAnswer(Type type) => Of(type, isBody: false);

    // How the parser reads codes does not matter here: in the schema a code is a plain string.
    private static void CodesAreTexts(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(PlainCodeAttribute.IsOn))
            property.CustomConverter = null;
    }

    private JsonObject Of(Type type, bool isBody)
    {
        if (type == typeof(JsonObject))
            return new() { ["type"] = "object" };
        if (ElementOf(type) is { } element)
            return new() { ["type"] = "array", ["items"] = Of(element, isBody) };
        if (!names.TryGetValue((type, isBody), out var name))
        {
            names[(type, isBody)] = name = FreeName(type, isBody);
            All[name] = (isBody ? Sent : Answered).GetJsonSchemaAsNode(
                type,
                new()
                {
                    TreatNullObliviousAsNonNullable = true,
                    TransformSchemaNode = (context, node) => Transform(context.TypeInfo, node, name, isBody),
                }
            );
        }
        return new() { ["$ref"] = $"#/components/schemas/{name}" };
    }

    private static JsonNode Transform(JsonTypeInfo type, JsonNode node, string name, bool isBody)
    {
        if (TypeOf(type.Type, isBody) is { } written)
            return new JsonObject { ["type"] = written };
        if (node is not JsonObject schema)
            return node;
        // GetJsonSchemaAsNode makes references relative to the type's own schema, but the schema is stored under components.
        if (schema["$ref"]?.GetValue<string>() is ['#', .. var rest])
            schema["$ref"] = $"#/components/schemas/{name}{rest}";
        if (schema["properties"] is JsonObject properties)
        {
            var fields = Nullable.GetUnderlyingType(type.Type) is { } always
                ? type.Options.GetTypeInfo(always).Properties
                : type.Properties;
            foreach (var property in properties.Select(p => p.Key).ToArray())
                properties[property] = Described(fields.FirstOrDefault(f => f.Name == property), property, properties, isBody);
            if (!isBody && type.Kind == JsonTypeInfoKind.Object)
                Require(schema, type.Properties.Where(IsAlwaysThere).Select(p => p.Name));
        }
        else if (Meanings.ValuesOf(type.Type) is { } values)
        {
            schema["description"] = values;
        }
        return schema;
    }

    // The JSON type of values that our converters write and read; null for types that the framework describes.
    private static JsonNode? TypeOf(Type type, bool isBody)
    {
        var always = Nullable.GetUnderlyingType(type) ?? type;
        string[] kinds =
            always == typeof(Yuan) ? ["number"]
            : always == typeof(Share) ? (isBody ? ["string", "number"] : ["string"])
            : [];
        if (always != type && kinds.Length > 0)
            kinds = [.. kinds, "null"];
        return kinds.Length switch
        {
            0 => null,
            1 => kinds[0],
            _ => new JsonArray([.. kinds.Select(kind => (JsonNode)kind)]),
        };
    }

    // The schema of a property with its description first. A schema that takes anything is the value true, which has no room for one.
    private static JsonObject Described(JsonPropertyInfo? property, string name, JsonObject properties, bool isBody)
    {
        var schema = properties[name] as JsonObject ?? [];
        properties[name] = null;
        schema.Remove("description");
        // GetJsonSchemaAsNode loses the type of such a property when its parameter has a default.
        if (property is not null && !schema.ContainsKey("type") && TypeOf(property.PropertyType, isBody) is { } type)
            schema.Insert(0, "type", type);
        if ((property is null ? Meanings.Of(name) : Meanings.Of(property)) is { } meaning)
            schema.Insert(0, "description", meaning);
        return schema;
    }

    private static void Require(JsonObject schema, IEnumerable<string> properties)
    {
        JsonArray required = [.. properties.Select(p => (JsonNode)p)];
        if (required.Count > 0)
            schema["required"] = required;
    }

    private static bool IsAlwaysThere(JsonPropertyInfo property) =>
        property.Get is not null && !property.IsGetNullable && Nullable.GetUnderlyingType(property.PropertyType) is null;

    private static Type? ElementOf(Type type) =>
        type == typeof(string) ? null
        : type.IsArray ? type.GetElementType()
        : type is { IsGenericType: true, GenericTypeArguments: [var element] }
        && type.IsAssignableTo(typeof(System.Collections.IEnumerable))
            ? element
        : null;

    // Two types with the same name, or one type used in both directions, need different schema names.
    private string FreeName(Type type, bool isBody)
    {
        var plain = type.GetCustomAttribute<SchemaNameAttribute>()?.Name ?? PlainName(type);
        string[] candidates = [plain, isBody ? $"{plain}Sent" : $"{plain}Answered", $"{type.Namespace}.{plain}{(isBody ? ".Sent" : "")}"];
        return candidates.First(c => !All.ContainsKey(c));
    }

    // The type arguments of a generic type are part of its name, as in PageBodyOfNoticeLine.
    private static string PlainName(Type type)
    {
        var name = string.Concat(type.Name.TakeWhile(letter => letter != '`').Where(char.IsAsciiLetterOrDigit));
        return type.IsGenericType ? $"{name}Of{string.Concat(type.GetGenericArguments().Select(PlainName))}" : name;
    }
}
