using System.Text.Json;

namespace TechTransfer.Hosting.Tests.Description;

/// <summary>A validator for the part of JSON Schema 2020-12 that our descriptions use. Any other keyword is a fault.</summary>
public sealed class SchemaCheck(JsonElement document)
{
    public IReadOnlyList<string> Faults(JsonElement schema, JsonElement value, string path = "$")
    {
        if (schema.ValueKind == JsonValueKind.True)
            return [];
        if (schema.ValueKind == JsonValueKind.False)
            return [$"{path}: nothing is taken here"];
        var faults = new List<string>();
        foreach (var keyword in schema.EnumerateObject())
        {
            faults.AddRange(
                keyword.Name switch
                {
                    "$ref" => Faults(Resolve(keyword.Value.GetString()!), value, path),
                    "type" => Kinds(keyword.Value).Any(kind => IsOf(kind, value))
                        ? []
                        : [$"{path}: {value.ValueKind} is not {keyword.Value}"],
                    "enum" => keyword.Value.EnumerateArray().Any(e => JsonElement.DeepEquals(e, value))
                        ? []
                        : [$"{path}: {value} is none of {keyword.Value}"],
                    "required" => value.ValueKind != JsonValueKind.Object
                        ? []
                        : keyword
                            .Value.EnumerateArray()
                            .Select(r => r.GetString()!)
                            .Where(r => !value.TryGetProperty(r, out _))
                            .Select(r => $"{path}.{r}: missing"),
                    "properties" => value.ValueKind != JsonValueKind.Object
                        ? []
                        : keyword
                            .Value.EnumerateObject()
                            .Where(p => value.TryGetProperty(p.Name, out _))
                            .SelectMany(p => Faults(p.Value, value.GetProperty(p.Name), $"{path}.{p.Name}")),
                    "additionalProperties" => value.ValueKind != JsonValueKind.Object
                        ? []
                        : value
                            .EnumerateObject()
                            .Where(p => !IsNamed(schema, p.Name))
                            .SelectMany(p => Faults(keyword.Value, p.Value, $"{path}.{p.Name}")),
                    "items" => value.ValueKind != JsonValueKind.Array
                        ? []
                        : value.EnumerateArray().SelectMany((item, i) => Faults(keyword.Value, item, $"{path}[{i}]")),
                    "anyOf" => keyword.Value.EnumerateArray().Any(s => Faults(s, value, path).Count == 0)
                        ? []
                        : [$"{path}: fits none of the alternatives"],
                    "format" or "description" or "default" => [],
                    var other => throw new NotSupportedException($"The keyword {other} at {path} is not checked."),
                }
            );
        }
        return faults;
    }

    /// <summary>Resolves a <c>$ref</c>; fails when it points to nothing.</summary>
    public JsonElement Resolve(string reference)
    {
        Assert.StartsWith("#", reference, StringComparison.Ordinal);
        var at = document;
        foreach (var part in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            Assert.True(at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out _), $"{reference} leads nowhere.");
            at = at.GetProperty(name);
        }
        return at;
    }

    private static IEnumerable<string> Kinds(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()!) : [type.GetString()!];

    private static bool IsNamed(JsonElement schema, string property) =>
        schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(property, out _);

    private static bool IsOf(string kind, JsonElement value) =>
        kind switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "number" => value.ValueKind == JsonValueKind.Number,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && decimal.IsInteger(number),
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "null" => value.ValueKind == JsonValueKind.Null,
            _ => throw new NotSupportedException($"There is no type {kind}."),
        };
}
