using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Money;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.Testing;

namespace TechTransfer.RewardCalculation.Tests.Policies;

public class PolicySchemaTests
{
    private static readonly JsonObject Schema = JsonNode
        .Parse(File.ReadAllText(Repository.PathOf("docs", "policy.schema.json")))!
        .AsObject();
    private static readonly string Files = Repository.PathOf("functions", "RewardCalculation", "PolicyFiles");

    public static JsonSchemaCheckResult Check(JsonNode policy) => new(new JsonSchemaCheck(Schema).Fault(policy));

    public static TheoryData<string> PolicyFiles() => new(Directory.GetFiles(Files, "*.json").Select(f => Path.GetFileName(f)!));

    [Theory]
    [MemberData(nameof(PolicyFiles))]
    public void Every_policy_file_fits_the_schema(string file) =>
        Assert.Null(Check(JsonNode.Parse(File.ReadAllText(Path.Combine(Files, file)))!).Fault);

    [Fact]
    public void The_policy_with_every_part_fits_the_schema_as_written_and_as_it_is_shown()
    {
        Assert.Null(Check(JsonNode.Parse(Everything.Json)!).Fault);
        Assert.Null(Check(JsonNode.Parse(Json.Write(Everything.Policy))!).Fault);
    }

    [Fact]
    public void Every_field_of_the_language_stands_in_the_schema_and_no_other()
    {
        var pending = new Queue<(Type Type, JsonObject Schema)>([(typeof(Policy), Schema)]);
        var seen = new HashSet<Type>();
        while (pending.TryDequeue(out var next))
        {
            if (!seen.Add(next.Type))
                continue;
            var (type, schema) = next;
            if (type.GetCustomAttributes<JsonDerivedTypeAttribute>().ToArray() is { Length: > 0 } forms)
            {
                var refs = schema["oneOf"]!.AsArray().Select(r => Definition(r!.AsObject())).ToArray();
                Assert.Equal(
                    forms.Select(f => (string)f.TypeDiscriminator!),
                    refs.Select(r => (string)r["properties"]!["kind"]!["const"]!)
                );
                for (var i = 0; i < forms.Length; i++)
                    pending.Enqueue((forms[i].DerivedType, refs[i]));
                continue;
            }
            var info = Json.Strict.GetTypeInfo(type);
            var fields = info.Properties.Select(p => p.Name).ToHashSet();
            var discriminated = type.BaseType?.GetCustomAttribute<JsonPolymorphicAttribute>() is not null;
            if (discriminated)
                fields.Add("kind");
            Assert.Equal(
                (type.Name, string.Join(" ", fields.Order(StringComparer.Ordinal))),
                (type.Name, string.Join(" ", schema["properties"]!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal)))
            );
            var required = info
                .Properties.Where(p => p.IsRequired || p.AssociatedParameter is { IsMemberInitializer: false, IsNullable: false })
                .Select(p => p.Name)
                .ToHashSet();
            // Text has no required constructor parameters, but the policy check demands both languages.
            if (type == typeof(Text))
                required = fields;
            if (discriminated)
                required.Add("kind");
            Assert.Equal(
                (type.Name, string.Join(" ", required.Order(StringComparer.Ordinal))),
                (type.Name, string.Join(" ", schema["required"]!.AsArray().Select(r => (string)r!).Order(StringComparer.Ordinal)))
            );
            foreach (var property in info.Properties)
                Follow(property.PropertyType, schema["properties"]![property.Name]!.AsObject(), pending);
        }
        Assert.Contains(typeof(PerContract), seen);
        Assert.Contains(typeof(ApplicationWindow), seen);
    }

    private static void Follow(Type type, JsonObject schema, Queue<(Type, JsonObject)> pending)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            Assert.Equal("array", (string?)schema["type"]);
            Follow(type.GetGenericArguments()[0], schema["items"]!.AsObject(), pending);
        }
        else if (type.IsEnum)
        {
            Assert.Equal(
                Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName),
                schema["enum"]!.AsArray().Select(e => (string)e!)
            );
        }
        else if (type == typeof(Yuan) || type == typeof(decimal))
        {
            Assert.Equal("number", (string?)schema["type"]);
        }
        else if (type == typeof(int))
        {
            Assert.Equal("integer", (string?)schema["type"]);
        }
        else if (type == typeof(string) || type == typeof(DateOnly))
        {
            Assert.Equal("string", (string?)schema["type"]);
        }
        else if (type == typeof(bool))
        {
            Assert.True((string?)schema["type"] == "boolean" || schema["const"] is not null);
        }
        else if (type != typeof(JsonElement))
        {
            pending.Enqueue((type, Definition(schema)));
        }
    }

    private static JsonObject Definition(JsonObject schema) =>
        schema["$ref"] is { } name ? Schema["$defs"]![((string)name!)["#/$defs/".Length..]]!.AsObject() : schema;
}

public sealed record JsonSchemaCheckResult(string? Fault);
