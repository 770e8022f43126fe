using System.Text.Json;
using TechTransfer.Testing;

namespace TechTransfer.Infra.Tests;

public sealed class BicepTests
{
    [Theory]
    [InlineData("main.bicep")]
    [InlineData("dev.bicepparam")]
    [InlineData("test.bicepparam")]
    [InlineData("production.bicepparam")]
    public async Task A_file_breaks_no_rule(string file)
    {
        var lint = await Bicep.RunAsync("lint", Repository.PathOf("infra", file));

        Assert.Equal((0, ""), (lint.Code, lint.Errors + lint.Output));
    }

    [Fact]
    public void Every_rule_is_an_error_that_depends_on_neither_the_date_nor_a_registry()
    {
        using var config = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("infra", "bicepconfig.json")));

        var rules = config
            .RootElement.At("analyzers", "core", "rules")
            .EnumerateObject()
            .ToLookup(r => r.Value.GetProperty("level").GetString(), r => r.Name);

        Assert.Equal(["error", "off"], rules.Select(r => r.Key).Order());
        Assert.Equal(["use-recent-api-versions", "use-recent-module-versions"], rules["off"]);
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("test")]
    [InlineData("production")]
    public async Task A_stage_is_given_what_the_environment_says(string stage)
    {
        var built = await Bicep.BuildAsync("build-params", Repository.PathOf("infra", $"{stage}.bicepparam"));

        using var parameters = JsonDocument.Parse(built.GetProperty("parametersJson").GetString()!);
        string? Given(string name) => parameters.RootElement.At("parameters", name, "value").GetString();
        Assert.Equal(stage, Given("stage"));
        Assert.Equal(
            Bicep.Environment.Values,
            [Given("signInAuthority"), Given("signInAudience"), Given("portalClientId"), Given("publicBaseUrl"), Given("operatorEmail")]
        );
        Assert.True(parameters.RootElement.At("parameters", "withApps", "value").GetBoolean());
    }

    // Each fault is in a different place, so that one compiler run reports all of them.
    private static readonly (string File, string Sound, string Faulty, string Found)[] Planted =
    [
        ("modules/app.bicep", "roles.tableContributor)", "role.tableContributor)", "Error BCP057"),
        ("modules/app.bicep", "param stage string", "param stage string\nparam idle string = ''", "Error no-unused-params"),
        ("modules/app.bicep", "    httpsOnly: true", "    httpsOnly: 'true'", "Warning BCP036"),
        (
            "modules/app.bicep",
            "param stage string",
            "param needed string\noutput given string = needed\nparam stage string",
            "Error BCP035"
        ),
        ("main.bicep", "    planSku: planSku\n", "    sku: planSku\n", "Error BCP037"),
    ];

    [Fact]
    public async Task Planted_faults_are_found()
    {
        var infra = Repository.PathOf("infra");
        var folder = Directory.CreateTempSubdirectory("bicep");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "modules"));
            foreach (var name in Directory.GetFiles(infra, "*", SearchOption.AllDirectories))
            {
                var text = await File.ReadAllTextAsync(name);
                foreach (var (file, sound, faulty, _) in Planted.Where(p => name.EndsWith(p.File, StringComparison.Ordinal)))
                {
                    Assert.Contains(sound, text, StringComparison.Ordinal);
                    text = text.Replace(sound, faulty, StringComparison.Ordinal);
                }
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, Path.GetRelativePath(infra, name)), text);
            }

            var lint = await Bicep.RunAsync("lint", Path.Combine(folder.FullName, "main.bicep"));

            Assert.All(Planted, p => Assert.Contains(p.Found, lint.Errors, StringComparison.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
