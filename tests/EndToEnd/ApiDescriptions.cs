using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TechTransfer.Testing;

namespace TechTransfer.EndToEnd;

/// <summary>
/// Compares the OpenAPI files in <c>docs/openapi</c> with what the apps serve. <c>UPDATE_DOCS=1 dotnet test tests/EndToEnd --filter
/// ApiDescriptions</c> writes the files.
/// </summary>
[Collection(OnTheRunningSystem.Name)]
public sealed class ApiDescriptions(RunningSystem system)
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Theory]
    [InlineData("contracts")]
    [InlineData("rewards")]
    [InlineData("grants")]
    [InlineData("certificates")]
    public async Task What_an_app_serves_is_what_its_kept_description_says(string app)
    {
        var address = app switch
        {
            "contracts" => system.Contracts,
            "rewards" => system.Rewards,
            "grants" => system.Grants,
            _ => system.Certificates,
        };
        using var anyone = new HttpClient();
        var served = JsonNode.Parse(await anyone.GetStringAsync(new Uri(address, "/api/openapi.json")))!;
        var path = Repository.PathOf("docs", "openapi", $"{app}.json");
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            await File.WriteAllTextAsync(path, $"{served.ToJsonString(Indented)}\n");
        var differences = Differences("", JsonNode.Parse(await File.ReadAllTextAsync(path)), served).ToArray();
        Assert.True(
            differences.Length == 0,
            $"The API of {app} has changed at {string.Join(", ", differences.Take(10))}. If that is meant, name the change in CHANGELOG.md and write docs/openapi/{app}.json again: "
                + "UPDATE_DOCS=1 dotnet test tests/EndToEnd --filter ApiDescriptions"
        );
    }

    private static IEnumerable<string> Differences(string at, JsonNode? kept, JsonNode? served) =>
        (kept, served) switch
        {
            (JsonObject before, JsonObject now) => before
                .Select(p => p.Key)
                .Union(now.Select(p => p.Key))
                .SelectMany(name => Differences($"{at}/{name}", before[name], now[name])),
            (JsonArray before, JsonArray now) when before.Count == now.Count => before
                .Zip(now)
                .SelectMany((pair, index) => Differences($"{at}/{index}", pair.First, pair.Second)),
            _ => JsonNode.DeepEquals(kept, served) ? [] : [at],
        };
}
