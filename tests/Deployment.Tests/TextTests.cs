using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TechTransfer.Testing;

namespace TechTransfer.Deployment.Tests;

/// <summary>Unicode normalisation works in the published app: it treats names that look the same as equal.</summary>
[Collection(PublishedApp.Collection)]
public sealed class TextTests(PublishedApp published)
{
    // The seal's name has é as two code points, the radical ⽬ instead of 目, and full-width A1.
    private const string Name = "r\u00E9gion \u76EE A1",
        Seal = "re\u0301gion \u2F6C \uFF21\uFF11";

    [Fact]
    public async Task A_seal_in_another_form_of_the_same_name_is_the_partys()
    {
        var (storage, azurite) = await AzuriteServer.StartOwnAsync();
        try
        {
            var (host, client) = await HostProcess.StartAsync(published.Folder, published.Settings(storage));
            using (host)
            using (client)
            {
                client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                    "Bearer",
                    await published.TokenAsync("office-u1")
                );
                Assert.DoesNotContain("seal_name_differs", await FindingsAsync(client, Name, Seal));
                Assert.Contains("seal_name_differs", await FindingsAsync(client, Name, "region \u65E5 A1"));
            }
        }
        finally
        {
            azurite.Kill(entireProcessTree: true);
        }
    }

    private static async Task<IEnumerable<string>> FindingsAsync(HttpClient client, string name, string seal)
    {
        var content = JsonNode.Parse(await File.ReadAllTextAsync(Repository.PathOf("docs", "examples", "contract.json")))!;
        (content["buyers"]![0]!["name"], content["buyers"]![0]!["sealName"]) = (name, seal);
        using var answer = await client.PostAsJsonAsync("/api/contracts/check", content);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!["findings"]!.AsArray().Select(finding => (string)finding!["code"]!);
    }
}
