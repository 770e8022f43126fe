using System.Text.Json;
using System.Text.RegularExpressions;
using TechTransfer.Testing;

namespace TechTransfer.EndToEnd;

/// <summary>Every field and parameter in <c>docs/openapi</c> has a description that a caller can act on.</summary>
public sealed partial class DescribedFields
{
    public static TheoryData<string> Apps => ["certificates", "contracts", "grants", "rewards"];

    [Theory]
    [MemberData(nameof(Apps))]
    public void Every_field_and_parameter_says_what_it_is(string app)
    {
        var all = Fields(app).Concat(Parameters(app)).ToArray();
        Assert.True(all.Length > 500, $"{all.Length}");
        AssertNone(all.Where(field => field.Text is not { Length: > 0 }));
        AssertNone(Fields(app).Where(field => !Sentence().IsMatch(field.Text!)));
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public void Every_number_has_its_unit_and_every_share_its_range(string app) =>
        AssertNone(Fields(app).Where(field => IsNumber(field.Schema) && !Unit().IsMatch(field.Text!)));

    [Theory]
    [MemberData(nameof(Apps))]
    public void No_name_of_the_code_reaches_a_caller(string app) =>
        AssertNone(Fields(app).Concat(Parameters(app)).Where(field => NameOfCode().IsMatch(field.Text!)));

    private static void AssertNone(IEnumerable<Field> found) =>
        Assert.True(!found.Any(), string.Join('\n', found.DistinctBy(field => field.Text ?? field.Path).Take(20)));

    private static JsonElement Document(string app) =>
        JsonDocument.Parse(File.ReadAllText(Repository.PathOf("docs", "openapi", $"{app}.json"))).RootElement;

    private static IEnumerable<Field> Fields(string app) =>
        Document(app).GetProperty("components").GetProperty("schemas").EnumerateObject().SelectMany(s => FieldsOf(s.Value, s.Name));

    private static IEnumerable<Field> FieldsOf(JsonElement schema, string path)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return [];
        var own = schema.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().Select(p => new Field($"{path}.{p.Name}", TextOf(p.Value), p.Value)).ToArray()
            : [];
        var inner = new[] { "items", "additionalProperties" }
            .Where(name => schema.TryGetProperty(name, out _))
            .Select(schema.GetProperty)
            .Concat(schema.TryGetProperty("anyOf", out var alternatives) ? alternatives.EnumerateArray() : []);
        return
        [
            .. own,
            .. own.SelectMany(field => FieldsOf(field.Schema, field.Path)),
            .. inner.SelectMany(part => FieldsOf(part, $"{path}[]")),
        ];
    }

    private static IEnumerable<Field> Parameters(string app) =>
        from path in Document(app).GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where operation.Value.TryGetProperty("parameters", out _)
        from parameter in operation.Value.GetProperty("parameters").EnumerateArray()
        select new Field($"{operation.Name} {path.Name} {parameter.GetProperty("name")}", TextOf(parameter), parameter);

    private static string? TextOf(JsonElement described) =>
        described.ValueKind == JsonValueKind.Object && described.TryGetProperty("description", out var text) ? text.GetString() : null;

    private static bool IsNumber(JsonElement schema) =>
        schema.TryGetProperty("type", out var type)
        && (type.ValueKind == JsonValueKind.Array ? type.EnumerateArray() : new[] { type }.AsEnumerable()).Any(one =>
            one.GetString() is "number" or "integer"
        );

    private sealed record Field(string Path, string? Text, JsonElement Schema)
    {
        public override string ToString() => $"{Path}: {Text}";
    }

    [GeneratedRegex(@"\A[\p{L}\d`].*[.…`]\z", RegexOptions.Singleline)]
    private static partial Regex Sentence();

    [GeneratedRegex(
        @"\b(yuan|numbers?|counts?|percent|bytes|days?|months?|years?|versions?|rank|index|position|units?)\b|\d%|0 to 1|\d to \d|Items|Lists|Documents|Partitions|Blobs|Histories|Receipts|Contracts|Commands",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Unit();

    // Two capitals with small letters between, as in DueItem; ETag and the names of standards have none.
    [GeneratedRegex(@"\b[A-Z][a-z]+[A-Z]\w*")]
    private static partial Regex NameOfCode();
}
