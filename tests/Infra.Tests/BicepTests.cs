using TechTransfer.Testing;

namespace TechTransfer.Infra.Tests;

/// <summary>What a compiler would first complain of is found by <c>bicep.mjs</c>, which reads Bicep with a grammar.</summary>
public sealed class BicepTests
{
    [Fact]
    public async Task Every_file_parses_and_names_only_what_there_is()
    {
        var (code, faults) = await CheckAsync(Repository.PathOf("infra"));
        Assert.True(code == 0, string.Join('\n', faults));
    }

    [Theory]
    [InlineData("modules/app.bicep", "roles.tableContributor)", "role.tableContributor)", "nothing declares role")]
    [InlineData("modules/app.bicep", "param stage string", "param stage string\nparam idle string = ''", "nothing uses idle")]
    [InlineData("modules/app.bicep", "param stage string", "param stage string\nparam needed string", "functionApps lacks the parameter needed")]
    [InlineData("modules/app.bicep", "for (suffix, i) in tableSuffixes", "for (suffix, j) in tableSuffixes", "nothing declares i")]
    [InlineData("modules/monitoring.bicep", "output insightsName string", "output insightName string", "monitoring has no output insightsName")]
    [InlineData("main.bicep", "    planSku: planSku\n", "    sku: planSku\n", "functionApps has no parameter sku")]
    [InlineData("main.bicep", "modules/vault.bicep", "modules/vaults.bicep", "there is no")]
    [InlineData("main.bicep", "targetScope = 'subscription'", "targetScope = 'subscription", "syntax")]
    public async Task A_planted_fault_is_found(string file, string sound, string faulty, string found)
    {
        var folder = Directory.CreateTempSubdirectory("bicep");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "modules"));
            foreach (var name in Directory.GetFiles(Repository.PathOf("infra"), "*.bicep", SearchOption.AllDirectories))
            {
                var text = await File.ReadAllTextAsync(name);
                if (name.EndsWith(file, StringComparison.Ordinal))
                {
                    Assert.Contains(sound, text, StringComparison.Ordinal);
                    text = text.Replace(sound, faulty, StringComparison.Ordinal);
                }
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, Path.GetRelativePath(Repository.PathOf("infra"), name)), text);
            }
            var (code, faults) = await CheckAsync(folder.FullName);
            Assert.Equal(1, code);
            Assert.Contains(faults, fault => fault.Contains(found, StringComparison.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int Code, string[] Faults)> CheckAsync(string folder)
    {
        var files = Directory.GetFiles(folder, "*.bicep", SearchOption.AllDirectories);
        Assert.True(files.Length > 5);
        var check = await Tool.RunAsync("node", [Repository.PathOf("tests", "Infra.Tests", "bicep.mjs"), .. files]);
        Assert.True(check.Errors.Length == 0, check.Errors);
        return (check.Code, check.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
