using System.Text.RegularExpressions;
using TechTransfer.Testing;

namespace TechTransfer.Infra.Tests;

/// <summary>Each app's identity has just the roles that its code needs, each on just the things that the code opens.</summary>
public sealed partial class RoleTests
{
    private static readonly string App = File.ReadAllText(Repository.PathOf("infra", "modules", "app.bicep"));

    [Fact]
    public void Every_role_that_is_named_is_given_on_one_kind_of_thing_and_no_other_is()
    {
        var named = Named().Matches(Roles().Match(App).Groups["body"].Value).Select(m => m.Groups["name"].Value).Order(StringComparer.Ordinal);
        var given = Assignment().Matches(App).Select(m => (Role: m.Groups["role"].Value, On: m.Groups["scope"].Value)).ToArray();
        Assert.Equal(App.Split("'Microsoft.Authorization/roleAssignments@").Length - 1, given.Length);
        Assert.Equal(named, given.Select(g => g.Role).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
        [
            // The host keeps its locks and keys there, for which it asks for the owner's role.
            ("blobOwner", "hostContainer[i]"),
            ("metricsPublisher", "insights"),
            ("blobContributor", "ownContainer[i]"),
            ("queueContributor", "readQueue[i]"),
            ("secretsUser", "secret[i]"),
            ("queueSender", "sentQueue[i]"),
            ("tableContributor", "table[i]"),
        ], given.OrderBy(g => g.On, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("table", "suffix in tableSuffixes", "'${app.name}${suffix}'")]
    [InlineData("readQueue", "item in readQueues", "item")]
    [InlineData("sentQueue", "item in sentQueues", "item")]
    [InlineData("ownContainer", "item in ownContainers", "item")]
    [InlineData("hostContainer", "item in hostContainers", "item")]
    [InlineData("secret", "item in vaultReferences", "item.value")]
    public void What_a_role_is_given_on_is_the_apps_own(string resource, string loop, string name)
    {
        var declared = Regex.Match(App, $@"^resource {resource} '[^']+' existing = \[for {Regex.Escape(loop)}: \{{\s+parent: \S+\s+name: (?<name>.+)$", RegexOptions.Multiline);
        Assert.True(declared.Success, resource);
        Assert.Equal(name, declared.Groups["name"].Value.Trim());
    }

    [Fact]
    public void Queues_containers_and_secrets_are_those_that_the_app_reads_sends_to_and_keeps()
    {
        Assert.Contains("var readQueues = concat(app.reads, map(app.reads, item => '${item}-poison'))", App, StringComparison.Ordinal);
        Assert.Contains("var sentQueues = filter(app.sendsTo, item => !contains(app.reads, item))", App, StringComparison.Ordinal);
        Assert.Contains("vaultReferences: filter(items(app.secrets), item => !contains(unusedSecrets, item.key))", File.ReadAllText(Repository.PathOf("infra", "main.bicep")), StringComparison.Ordinal);
        Assert.Contains("var ownContainers = [ '${app.name}-documents', '${app.name}-package', 'message-bodies' ]", App, StringComparison.Ordinal);
    }

    [Fact]
    public void Beside_its_own_things_an_app_writes_to_its_backup_and_its_lists_of_heads_alone()
    {
        var backup = File.ReadAllText(Repository.PathOf("infra", "modules", "backup.bicep"));
        Assert.Equal([("blobContributor", "container[i]"), ("blobContributor", "headContainer[i]")], Assignment().Matches(backup).Select(m => (m.Groups["role"].Value, m.Groups["scope"].Value)));
        foreach (var module in Directory.GetFiles(Repository.PathOf("infra"), "*.bicep", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) is not ("app.bicep" or "backup.bicep")))
        {
            Assert.DoesNotContain("roleAssignments", File.ReadAllText(module), StringComparison.Ordinal);
        }
    }

    [GeneratedRegex(@"var roles = \{(?<body>[^}]*)\}")]
    private static partial Regex Roles();

    [GeneratedRegex(@"^\s+(?<name>\w+): '", RegexOptions.Multiline)]
    private static partial Regex Named();

    [GeneratedRegex(@"scope: (?<scope>\S+)\s+name: guid\([^)]*\)\s+properties: \{\s+principalId: [^\n]+\s+principalType: 'ServicePrincipal'\s+roleDefinitionId: subscriptionResourceId\('Microsoft.Authorization/roleDefinitions', (?:roles\.)?(?<role>\w+)\)")]
    private static partial Regex Assignment();
}
