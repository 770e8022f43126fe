using System.Text.Json;
using System.Text.RegularExpressions;
using TechTransfer.Hosting.Tests.App;

namespace TechTransfer.Hosting.Tests.Description;

/// <summary>The OpenAPI description meets the rules of OpenAPI 3.1.</summary>
public sealed partial class DocumentTests
{
    private static readonly string[] Methods = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"];

    private static async Task<OpenApi> OpenApiAsync() => await OpenApi.OfAsync(await ThingApp.SharedAsync());

    [Fact]
    public async Task The_document_says_what_it_is()
    {
        var document = (await OpenApiAsync()).Document;
        Assert.Equal("3.1.0", document.GetProperty("openapi").GetString());
        Assert.Equal("Things · 物品", document.GetProperty("info").GetProperty("title").GetString());
        Assert.NotEqual("", document.GetProperty("info").GetProperty("version").GetString());
        Assert.Equal(
            ["components", "info", "openapi", "paths", "servers"],
            document.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Every_operation_is_whole()
    {
        var openApi = await OpenApiAsync();
        foreach (var operation in openApi.Operations)
        {
            Assert.StartsWith("/api/", operation.Path, StringComparison.Ordinal);
            Assert.Contains(operation.Method, Methods);
            Assert.NotEqual("", operation.Json.GetProperty("summary").GetString());
            var responses = operation.Json.GetProperty("responses").EnumerateObject().ToArray();
            Assert.Contains(responses, r => r.Name.StartsWith('2'));
            Assert.Contains(responses, r => r.Name == "default");
            foreach (var response in responses)
            {
                Assert.Matches("^([1-5][0-9][0-9]|default)$", response.Name);
                var said = response.Value.TryGetProperty("$ref", out var reference)
                    ? openApi.Check.Resolve(reference.GetString()!)
                    : response.Value;
                Assert.NotEqual("", said.GetProperty("description").GetString());
            }
        }
        Assert.Equal(openApi.Operations.Count, openApi.Operations.Select(o => o.Id).Distinct().Count());
        // Paths that differ only in the names of their parameters would be the same path.
        var templates = openApi.Operations.Select(o => o.Path).Distinct().Select(p => PathParameter().Replace(p, "{}")).ToArray();
        Assert.Equal(templates.Length, templates.Distinct().Count());
    }

    [Fact]
    public async Task Parameters_of_the_path_are_declared_and_no_others()
    {
        foreach (var operation in (await OpenApiAsync()).Operations)
        {
            var inPath = PathParameter().Matches(operation.Path).Select(m => m.Groups[1].Value);
            Assert.Equal(inPath, operation.Parameters.Where(p => p.Place == "path").Select(p => p.Name));
            Assert.All(
                operation.Parameters,
                p => Assert.True(p.Place is "path" or "query" or "header" && (p.Place != "path" || p.Required))
            );
            Assert.Equal(
                operation.Parameters.Count,
                operation.Parameters.Select(p => (p.Place, p.Name.ToLowerInvariant())).Distinct().Count()
            );
            if (operation.Json.TryGetProperty("parameters", out var parameters))
                Assert.All(
                    parameters.EnumerateArray(),
                    p => Assert.Equal("string", p.GetProperty("schema").GetProperty("type").GetString())
                );
        }
        Assert.Contains((await OpenApiAsync()).Operations, o => o.Path == "/api/sizes/{count}");
        Assert.Equal(
            [("query", "status", true), ("query", "kind", false), ("query", "limit", false), ("query", "cursor", false)],
            (await OpenApiAsync()).Operation("ListThings").Parameters
        );
    }

    [Fact]
    public async Task Every_reference_leads_somewhere_and_names_are_allowed()
    {
        var openApi = await OpenApiAsync();
        var references = References(openApi.Document).ToArray();
        Assert.True(references.Length > 10);
        foreach (var reference in references)
            openApi.Check.Resolve(reference);
        // ThingView contains itself, which needs a reference inside its own schema.
        var parts = openApi.Check.Resolve("#/components/schemas/ThingView/properties/parts");
        Assert.Equal("#/components/schemas/ThingView", parts.GetProperty("items").GetProperty("$ref").GetString());
        foreach (var kind in openApi.Document.GetProperty("components").EnumerateObject())
        {
            foreach (var component in kind.Value.EnumerateObject())
                Assert.Matches(@"^[a-zA-Z0-9\.\-_]+$", component.Name);
        }
    }

    [Fact]
    public async Task What_needs_a_token_says_so_and_what_is_open_does_not()
    {
        var openApi = await OpenApiAsync();
        Assert.True(openApi.Document.GetProperty("components").GetProperty("securitySchemes").TryGetProperty("bearer", out _));
        string[] open =
        [
            "Address",
            "AskWrongly",
            "BreakAFile",
            "Callers",
            "Fail",
            "FailAfterAnswering",
            "FailWhileAnswering",
            "Health",
            "HealthLive",
            "OpenApi",
            "Sizes",
        ];
        Assert.Equal(open, openApi.Operations.Where(o => !o.IsSecured).Select(o => o.Id).Order(StringComparer.Ordinal));
        Assert.All(
            openApi.Operations.Where(o => o.IsSecured),
            o => Assert.Equal("""[{"bearer":[]}]""", JsonSerializer.Serialize(o.Json.GetProperty("security")))
        );
        Assert.Equal("Roles: registrar, approver.", openApi.Operation("Officials").Json.GetProperty("description").GetString());
    }

    [Fact]
    public async Task Types_of_one_list_do_not_hide_those_of_another()
    {
        var openApi = await OpenApiAsync();
        string Item(string operation) =>
            openApi
                .Operation(operation)
                .Json.GetProperty("responses")
                .GetProperty("200")
                .GetProperty("content")
                .GetProperty("application/json")
                .GetProperty("schema")
                .GetProperty("items")
                .GetProperty("$ref")
                .GetString()!;
        Assert.Equal("#/components/schemas/SizeView", Item("Sizes"));
        Assert.Equal("#/components/schemas/CallerView", Item("Callers"));
    }

    [Theory]
    // The documentation of the property, with the unit of its type and the meaning of its values.
    [InlineData("ThingContent", "price", "What `pieces` of it cost. Yuan, at most two decimals.")]
    [InlineData("ThingView", "price", "What one of it costs, in yuan. At most two decimals.")]
    // That of the type which the view names.
    [InlineData("ThingView", "colour", "Colour of the cover. `darkBlue`: As the sea, see `dueOn`.")]
    // What the name means everywhere, and nothing for a name that has no meaning of its own.
    [InlineData("ThingView", "id", "Id, which never changes.")]
    [InlineData("ThingContent", "pieces", null)]
    public async Task A_field_says_what_it_is(string schema, string field, string? text)
    {
        var described = (await OpenApiAsync()).Check.Resolve($"#/components/schemas/{schema}/properties/{field}");
        Assert.Equal(text, described.TryGetProperty("description", out var found) ? found.GetString() : null);
    }

    [Fact]
    public async Task A_value_with_a_default_keeps_its_type()
    {
        var discount = (await OpenApiAsync()).Check.Resolve("#/components/schemas/ThingContent/properties/discount");
        Assert.Equal("""["number","null"]""", JsonSerializer.Serialize(discount.GetProperty("type")));
    }

    private static IEnumerable<string> References(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element
                .EnumerateObject()
                .SelectMany(p =>
                    p is { Name: "$ref", Value.ValueKind: JsonValueKind.String } ? [p.Value.GetString()!] : References(p.Value)
                ),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
            _ => [],
        };

    [GeneratedRegex(@"\{([^}]*)\}")]
    private static partial Regex PathParameter();
}
