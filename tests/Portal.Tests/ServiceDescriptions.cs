using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Money;
using TechTransfer.Kernel.Problems;
using TechTransfer.Portal.Services;
using TechTransfer.Testing;

namespace TechTransfer.Portal.Tests;

/// <summary>Holds what the portal asks and reads against the descriptions of the services.</summary>
public sealed class ServiceDescriptions
{
    private static readonly MethodInfo[] Calls =
    [
        .. typeof(CallsAttribute)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method => method.IsDefined(typeof(CallsAttribute))),
    ];

    public static TheoryData<string> Names => [.. Calls.Select(call => $"{call.DeclaringType!.Name}.{call.Name}")];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_a_page_asks_for_and_reads_is_what_the_service_describes(string name)
    {
        var method = Calls.Single(call => $"{call.DeclaringType!.Name}.{call.Name}" == name);
        var calls = method.GetCustomAttribute<CallsAttribute>()!;
        var api = JsonNode.Parse(File.ReadAllText(Repository.PathOf("docs", "openapi", $"{calls.App}.json")))!;
        var parts = calls.Operation.Split(' ');
        var operation = api["paths"]?[parts[1]]?[parts[0].ToLowerInvariant()];
        Assert.True(operation is not null, $"{calls.App} has no {calls.Operation}.");

        var known = (operation["parameters"]?.AsArray() ?? [])
            .Where(parameter => (string?)parameter!["in"] == "query")
            .Select(parameter => (string)parameter!["name"]!);
        Assert.Empty(calls.Query.Except(known));

        var schema = operation["responses"]!.AsObject().First(answer => answer.Key[0] == '2').Value!["content"]!["application/json"]![
            "schema"
        ]!;
        Assert.Empty(Differences(api, schema, AnswerOf(method), calls.App, []));
    }

    // Task<Outcome<T>> is read as T.
    private static Type AnswerOf(MethodInfo method)
    {
        var outcome = method.ReturnType.GetGenericArguments()[0];
        Assert.Equal(typeof(Outcome<>), outcome.GetGenericTypeDefinition());
        return outcome.GetGenericArguments()[0];
    }

    // Where a type of the portal asks for something else than the schema promises.
    private static IEnumerable<string> Differences(JsonNode api, JsonNode schema, Type type, string at, HashSet<Type> within)
    {
        while (schema["$ref"] is { } reference)
            schema = Resolve(api, (string)reference!);
        var promised = Types(schema);
        var isOptional = Nullable.GetUnderlyingType(type) is not null;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
        {
            var words = (schema["enum"]?.AsArray() ?? []).Select(word => (string?)word).OfType<string>().Order(StringComparer.Ordinal);
            var names = Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName).Order(StringComparer.Ordinal);
            return words.SequenceEqual(names) ? [] : [$"{at}: {string.Join('|', names)}, described as {string.Join('|', words)}"];
        }
        if (Expected(type) is { } expected)
        {
            var wrong = expected.Intersect(promised).Any()
                ? []
                : new[] { $"{at}: {expected[0]}, described as {string.Join('|', promised)}" };
            return promised.Contains("null") && type.IsValueType && !isOptional ? [.. wrong, $"{at}: may be null"] : wrong;
        }
        if (ItemOf(type) is { } item)
            return schema["items"] is { } items
                ? Differences(api, items, item, $"{at}[]", within)
                : [$"{at}: no list, or its items are not described"];
        if (type == typeof(Text))
            return schema["properties"]?["zh"] is not null ? [] : [$"{at}: no text"];
        if (!within.Add(type))
            return [];
        return type.GetConstructors()
            .MaxBy(constructor => constructor.GetParameters().Length)!
            .GetParameters()
            .SelectMany(parameter =>
            {
                var name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
                var property = schema["properties"]?[name];
                if (property is null)
                    return [$"{at}.{name}: not described"];
                var isRequired = (schema["required"]?.AsArray() ?? []).Any(required => (string?)required == name);
                var mayLack = new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable;
                var missing = isRequired || mayLack ? [] : new[] { $"{at}.{name}: may be missing" };
                return missing.Concat(Differences(api, property, parameter.ParameterType, $"{at}.{name}", [.. within]));
            });
    }

    private static JsonNode Resolve(JsonNode api, string reference) =>
        reference
            .TrimStart('#', '/')
            .Split('/')
            .Aggregate(
                api,
                (at, name) => at is JsonArray list ? list[int.Parse(name, null)]! : at[name.Replace("~1", "/", StringComparison.Ordinal)]!
            );

    private static string[] Types(JsonNode schema) =>
        schema["type"] switch
        {
            JsonArray several => [.. several.Select(one => (string)one!)],
            { } one => [(string)one!],
            null => [],
        };

    private static string[]? Expected(Type type) =>
        type == typeof(string) || type == typeof(DateOnly) || type == typeof(DateTimeOffset) ? ["string"]
        : type == typeof(bool) ? ["boolean"]
        : type == typeof(int) || type == typeof(long) ? ["integer"]
        : type == typeof(decimal) || type == typeof(Yuan) ? ["number"]
        : null;

    private static Type? ItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;
}
