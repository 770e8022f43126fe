using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TechTransfer.Hosting.Problems;

namespace TechTransfer.Hosting.Description;

/// <summary>The app's OpenAPI 3.1 document, generated from the functions' attributes and the types of their bodies and answers.</summary>
public sealed partial class ApiDescription
{
    private readonly Lazy<string> json;
    private readonly SchemaComponents schemas = new();

    /// <summary>Cheap: the document is generated when it is first read, so that it does not delay the start.</summary>
    public ApiDescription(AppDescription app, OperationCatalogue operations) =>
        json = new(() =>
            Build(app, operations)
                .ToJsonString(new JsonSerializerOptions(Kernel.Json.Options) { WriteIndented = true, MaxDepth = SchemaComponents.Deepest })
        );

    /// <summary>Indented, for people who read it in a browser. The first read generates it.</summary>
    public string Json => json.Value;

    private JsonObject Build(AppDescription app, OperationCatalogue operations)
    {
        var paths = new JsonObject();
        foreach (
            var group in operations
                .All.GroupBy(o => $"/api/{RouteConstraint().Replace(o.Route, "{$1}")}")
                .OrderBy(g => g.Key, StringComparer.Ordinal)
        )
        {
            var path = new JsonObject();
            foreach (var operation in group)
            {
                // HEAD is taken wherever GET is (RFC 9110), so it is not described.
                foreach (var method in operation.Methods.Where(m => m != "HEAD"))
                    path.Add(method.ToLowerInvariant(), Describe(operation, group.Key));
            }
            paths.Add(group.Key, path);
        }
        var problem = schemas.OfAnswer(typeof(ProblemBody));
        return new()
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = $"{app.Title.En} · {app.Title.Zh}", ["version"] = "1.0" },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas.All,
                ["responses"] = new JsonObject
                {
                    ["Problem"] = new JsonObject
                    {
                        ["description"] = "A problem (RFC 9457) with a stable code; nothing was changed.",
                        ["content"] = new JsonObject { [ProblemResult.MediaType] = new JsonObject { ["schema"] = problem } },
                    },
                },
                ["securitySchemes"] = new JsonObject
                {
                    ["bearer"] = new JsonObject
                    {
                        ["type"] = "http",
                        ["scheme"] = "bearer",
                        ["bearerFormat"] = "JWT",
                    },
                },
            },
        };
    }

    private JsonObject Describe(Operation operation, string path)
    {
        var description = operation.Description!;
        var parameters = new JsonArray();
        foreach (Match match in PathParameter().Matches(path))
        {
            var (before, name) = (match.Groups[1].Value, match.Groups[2].Value);
            parameters.Add(Parameter("path", name, Meanings.OfPath(before, name), true));
        }
        foreach (var query in description.Parameters)
            parameters.Add(Parameter("query", query.Name, query.Meaning, query.IsRequired));
        if (description.Effect != Effect.None)
            parameters.Add(Parameter("header", "Idempotency-Key", "The same value when the call is repeated.", true));
        if (description.Effect == Effect.Changes)
            parameters.Add(Parameter("header", "If-Match", "The ETag that was read.", true));

        var described = new JsonObject { ["operationId"] = operation.Name, ["summary"] = description.Summary };
        if (operation.Access is { } access)
        {
            described["security"] = new JsonArray(new JsonObject { ["bearer"] = new JsonArray() });
            if (access.Roles.Count > 0)
                described["description"] = $"Roles: {string.Join(", ", access.Roles).ToLowerInvariant()}.";
        }
        if (parameters.Count > 0)
            described["parameters"] = parameters;
        if (description.Body is { } body)
        {
            described["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = schemas.OfBody(body) } },
            };
        }
        else if (description.BodyMediaTypes.Length > 0)
        {
            described["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Binary(description.BodyMediaTypes) };
        }

        var answer = new JsonObject { ["description"] = "Done." };
        var content = description.AnswerMediaTypes.Length > 0 ? Binary(description.AnswerMediaTypes) : [];
        if (description.Answer is { } type)
            content["application/json"] = new JsonObject { ["schema"] = schemas.OfAnswer(type) };
        if (content.Count > 0)
            answer["content"] = content;
        var responses = new JsonObject { [description.Status.ToString(CultureInfo.InvariantCulture)] = answer };
        if (description.OtherStatus != 0)
            responses[description.OtherStatus.ToString(CultureInfo.InvariantCulture)] = answer.DeepClone();
        responses["default"] = new JsonObject { ["$ref"] = "#/components/responses/Problem" };
        described["responses"] = responses;
        return described;
    }

    private static JsonObject Parameter(string place, string name, string? meaning, bool required)
    {
        var parameter = new JsonObject
        {
            ["name"] = name,
            ["in"] = place,
            ["required"] = required,
            ["schema"] = new JsonObject { ["type"] = "string" },
        };
        if (meaning is not null)
            parameter["description"] = meaning;
        return parameter;
    }

    private static JsonObject Binary(IEnumerable<string> mediaTypes) =>
        new(
            mediaTypes.Select(m =>
                KeyValuePair.Create<string, JsonNode?>(
                    m,
                    new JsonObject
                    {
                        ["schema"] = new JsonObject { ["type"] = "string", ["format"] = "binary" },
                    }
                )
            )
        );

    [GeneratedRegex(@"\{\*?([a-zA-Z]+)(:[^}]*)?\}")]
    private static partial Regex RouteConstraint();

    [GeneratedRegex(@"([^/]+)/\{([a-zA-Z]+)\}")]
    private static partial Regex PathParameter();
}
