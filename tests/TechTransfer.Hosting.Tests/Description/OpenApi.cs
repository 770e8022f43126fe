using System.Text.Json;
using TechTransfer.Hosting.Tests.App;

namespace TechTransfer.Hosting.Tests.Description;

public sealed class OpenApi
{
    private OpenApi(JsonElement document)
    {
        Document = document;
        Check = new(document);
        Operations =
        [
            .. document
                .GetProperty("paths")
                .EnumerateObject()
                .SelectMany(path =>
                    path.Value.EnumerateObject().Select(o => new DescribedOperation(path.Name, o.Name.ToUpperInvariant(), o.Value))
                ),
        ];
    }

    public JsonElement Document { get; }
    public SchemaCheck Check { get; }
    public IReadOnlyList<DescribedOperation> Operations { get; }

    public static async Task<OpenApi> OfAsync(ThingApp app)
    {
        using var answer = await app.GetAsync("openapi.json");
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        return new(await answer.JsonAsync());
    }

    public DescribedOperation Operation(string id) => Operations.Single(o => o.Id == id);

    /// <summary>The differences between a response and the description of its operation; empty when there are none.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync(string operation, HttpResponseMessage answer)
    {
        var responses = Operation(operation).Json.GetProperty("responses");
        if (
            !responses.TryGetProperty(
                ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture),
                out var response
            )
        )
            response = responses.GetProperty("default");
        if (response.TryGetProperty("$ref", out var reference))
            response = Check.Resolve(reference.GetString()!);
        var mediaType = answer.Content.Headers.ContentType!.MediaType!;
        if (!response.GetProperty("content").TryGetProperty(mediaType, out var content))
            return [$"{mediaType} is not described for {(int)answer.StatusCode}"];
        return Check.Faults(content.GetProperty("schema"), await answer.JsonAsync());
    }
}

public sealed record DescribedOperation(string Path, string Method, JsonElement Json)
{
    public string Id => Json.GetProperty("operationId").GetString()!;

    public bool IsSecured => Json.TryGetProperty("security", out _);

    public IReadOnlyList<(string Place, string Name, bool Required)> Parameters =>
        Json.TryGetProperty("parameters", out var parameters)
            ?
            [
                .. parameters
                    .EnumerateArray()
                    .Select(p =>
                        (p.GetProperty("in").GetString()!, p.GetProperty("name").GetString()!, p.GetProperty("required").GetBoolean())
                    ),
            ]
            : [];

    public bool Demands(string header) => Parameters.Contains(("header", header, true));
}
