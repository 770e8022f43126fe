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
        if (type.Type == typeof(Yuan))
            return Money("number");
        if (type.Type == typeof(Yuan?))
            return Money(new JsonArray("number", "null"));
        if (type.Type == typeof(Share))
            return Part(isBody ? new JsonArray("string", "number") : "string");
        if (type.Type == typeof(Share?))
            return Part(isBody ? new JsonArray("string", "number", "null") : new JsonArray("string", "null"));
        if (node is not JsonObject schema)
            return node;
        // GetJsonSchemaAsNode makes references relative to the type's own schema, but the schema is stored under components.
        if (schema["$ref"]?.GetValue<string>() is ['#', .. var rest])
            schema["$ref"] = $"#/components/schemas/{name}{rest}";
        if (!isBody && type.Kind == JsonTypeInfoKind.Object && schema.ContainsKey("properties"))
            Require(schema, type.Properties.Where(IsAlwaysThere).Select(p => p.Name));
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

    private static JsonObject Money(JsonNode type) => new() { ["type"] = type, ["description"] = "Yuan, at most two decimals." };

    private static JsonObject Part(JsonNode type) =>
        new()
        {
            ["type"] = type,
            ["description"] = "An exact share between 0 and 1: a decimal with at most six decimals or a fraction, as in 0.8 or 1/3.",
        };

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
