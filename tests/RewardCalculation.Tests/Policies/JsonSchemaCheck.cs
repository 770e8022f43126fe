using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TechTransfer.RewardCalculation.Tests.Policies;

/// <summary>
/// A validator for the part of JSON Schema 2020-12 that our schema uses. An unknown keyword is an error, so that nothing is ignored.
/// </summary>
internal sealed class JsonSchemaCheck(JsonObject root)
{
    public string? Fault(JsonNode? value) => Fault(root, value, "");

    private string? Fault(JsonObject schema, JsonNode? value, string path)
    {
        foreach (var (keyword, argument) in schema)
        {
            if (Fault(keyword, argument!, schema, value, path) is { } finding)
                return finding;
        }
        return null;
    }

    private string? Fault(string keyword, JsonNode argument, JsonObject schema, JsonNode? value, string path)
    {
        var kind = value?.GetValueKind().ToString() ?? "Null";
        switch (keyword)
        {
            case "$schema" or "$defs" or "title" or "description":
                return null;
            case "$ref":
                return Fault((JsonObject)root["$defs"]![argument.GetValue<string>()["#/$defs/".Length..]]!, value, path);
            case "type":
                var types = argument is JsonArray many ? many.Select(t => t!.GetValue<string>()) : [argument.GetValue<string>()];
                return types.Any(t =>
                    (t, kind)
                        is
                            ("object", "Object")
                            or
                            ("array", "Array")
                            or
                            ("string", "String")
                            or
                            ("boolean", "True" or "False")
                            or
                            ("number", "Number")
                    || (t == "integer" && kind == "Number" && decimal.IsInteger(value!.GetValue<decimal>()))
                )
                    ? null
                    : $"{path}: {kind} is no {argument.ToJsonString()}";
            case "const":
                return JsonNode.DeepEquals(argument, value) ? null : $"{path}: not {argument.ToJsonString()}";
            case "enum":
                return argument.AsArray().Any(a => JsonNode.DeepEquals(a, value)) ? null : $"{path}: none of {argument.ToJsonString()}";
            case "required":
                return value is JsonObject o && argument.AsArray().FirstOrDefault(a => !o.ContainsKey(a!.GetValue<string>())) is { } missing
                    ? $"{path}: {missing} is missing"
                    : null;
            case "additionalProperties":
                return
                    value is JsonObject all
                    && all.FirstOrDefault(p => !schema["properties"]!.AsObject().ContainsKey(p.Key)).Key is { } extra
                    ? $"{path}: {extra} is unknown"
                    : null;
            case "properties":
                return value is JsonObject part
                    ? argument
                        .AsObject()
                        .Where(p => part.ContainsKey(p.Key))
                        .Select(p => Fault((JsonObject)p.Value!, part[p.Key], $"{path}.{p.Key}"))
                        .FirstOrDefault(f => f is not null)
                    : null;
            case "items":
                return value is JsonArray items
                    ? items.Select((item, i) => Fault((JsonObject)argument, item, $"{path}[{i}]")).FirstOrDefault(f => f is not null)
                    : null;
            case "oneOf":
                var findings = argument.AsArray().Select(a => Fault((JsonObject)a!, value, path)).ToList();
                return findings.Count(f => f is null) == 1
                    ? null
                    : $"{path}: fits {findings.Count(f => f is null)} forms ({string.Join("; ", findings)})";
            case "minItems":
                return value is JsonArray list && list.Count < argument.GetValue<int>() ? $"{path}: too few" : null;
            case "minLength":
                return kind == "String" && value!.GetValue<string>().Length < argument.GetValue<int>() ? $"{path}: too short" : null;
            case "pattern":
                return
                    kind == "String"
                    && !Regex.IsMatch(value!.GetValue<string>(), argument.GetValue<string>(), RegexOptions.None, TimeSpan.FromSeconds(1))
                    ? $"{path}: not {argument}"
                    : null;
            case "minimum":
                return kind == "Number" && value!.GetValue<decimal>() < argument.GetValue<decimal>() ? $"{path}: below {argument}" : null;
            case "exclusiveMinimum":
                return kind == "Number" && value!.GetValue<decimal>() <= argument.GetValue<decimal>()
                    ? $"{path}: not above {argument}"
                    : null;
            case "maximum":
                return kind == "Number" && value!.GetValue<decimal>() > argument.GetValue<decimal>() ? $"{path}: above {argument}" : null;
            case "multipleOf":
                return kind == "Number" && value!.GetValue<decimal>() % argument.GetValue<decimal>() != 0
                    ? $"{path}: no multiple of {argument}"
                    : null;
            default:
                return $"the schema's keyword {keyword} is unknown here";
        }
    }
}
