using System.Text.Json;
using System.Text.RegularExpressions;

namespace TechTransfer.Infra.Tests;

/// <summary>The identity of each app has exactly the roles that its code needs, each limited to the resources that the code uses.</summary>
public sealed partial class RoleTests
{
    private const string Storage = "Microsoft.Storage/storageAccounts";
    private const string Assignment = "Microsoft.Authorization/roleAssignments";

    [Fact]
    public async Task An_app_has_each_role_on_its_own_things_alone()
    {
        var app = await Bicep.ModuleAsync("functionApps");
        var assignments = app.Resources().Where(r => r.Value.TypeOf() == Assignment).Select(r => r.Value).ToArray();

        Assert.Equal(
            [
                $"blobContributor {Storage}/blobServices/containers', parameters('storageName'), 'default', variables('ownContainers')[copyIndex()]",
                // The host keeps locks and keys in these containers and needs the owner role for them.
                $"blobOwner {Storage}/blobServices/containers', parameters('storageName'), 'default', variables('hostContainers')[copyIndex()]",
                "metricsPublisher Microsoft.Insights/components', parameters('insightsName')",
                $"queueContributor {Storage}/queueServices/queues', parameters('storageName'), 'default', variables('readQueues')[copyIndex()]",
                $"queueSender {Storage}/queueServices/queues', parameters('storageName'), 'default', variables('sentQueues')[copyIndex()]",
                "secretsUser Microsoft.KeyVault/vaults/secrets', parameters('vaultName'), parameters('vaultReferences')[copyIndex()].value",
                $"tableContributor {Storage}/tableServices/tables', parameters('storageName'), 'default', format('{{0}}{{1}}', parameters('app').name, variables('tableSuffixes')[copyIndex()])",
            ],
            assignments
                .Select(a => $"{RoleOf(a)} {Scope().Match(a.GetProperty("scope").GetString()!).Groups["on"].Value}")
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            app.At("variables", "roles").EnumerateObject().Select(r => r.Name).Order(StringComparer.Ordinal),
            assignments.Select(RoleOf).Order(StringComparer.Ordinal)
        );
        Assert.All(assignments, a => Assert.Equal(("[reference('identity').principalId]", "ServicePrincipal"), HolderOf(a)));
    }

    [Fact]
    public async Task Queues_containers_and_secrets_are_those_that_the_app_reads_sends_to_and_keeps()
    {
        var app = await Bicep.ModuleAsync("functionApps");
        Assert.Equal(
            "[concat(parameters('app').reads, map(parameters('app').reads, lambda('item', format('{0}-poison', lambdaVariables('item')))))]",
            app.Variable("readQueues")
        );
        Assert.Equal(
            "[filter(parameters('app').sendsTo, lambda('item', not(contains(parameters('app').reads, lambdaVariables('item')))))]",
            app.Variable("sentQueues")
        );
        Assert.Equal(
            ["[format('{0}-documents', parameters('app').name)]", "[format('{0}-package', parameters('app').name)]", "message-bodies"],
            app.At("variables", "ownContainers").Names()
        );
        Assert.Equal(
            "[filter(items(variables('deployedApps')[copyIndex()].secrets), lambda('item', not(contains(variables('unusedSecrets'), lambdaVariables('item').key))))]",
            await Bicep.GivenAsync("functionApps", "vaultReferences")
        );
    }

    [Fact]
    public async Task Beside_its_own_things_an_app_writes_to_its_backup_and_its_lists_of_heads_alone()
    {
        var modules = await Bicep.ModulesAsync();
        var given = modules.ToDictionary(
            m => m.Key,
            m => m.Value.Resources().Where(r => r.Value.TypeOf() == Assignment).Select(r => r.Value).ToArray()
        );

        Assert.Equal(["backup", "functionApps"], given.Where(m => m.Value.Length > 0).Select(m => m.Key).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["containers", "headContainers"],
            given["backup"]
                .Select(a => InBackup().Match(a.GetProperty("scope").GetString()!).Groups["containers"].Value)
                .Order(StringComparer.Ordinal)
        );
        Assert.All(
            given["backup"],
            a =>
                Assert.Contains(
                    "variables('blobContributor')",
                    a.At("properties", "roleDefinitionId").GetString(),
                    StringComparison.Ordinal
                )
        );
        Assert.All(given["backup"], a => Assert.Equal(("[parameters('principals')[copyIndex()]]", "ServicePrincipal"), HolderOf(a)));
    }

    private static (string? Id, string? Type) HolderOf(JsonElement assignment) =>
        (assignment.At("properties", "principalId").GetString(), assignment.At("properties", "principalType").GetString());

    private static string RoleOf(JsonElement assignment) =>
        Role().Match(assignment.At("properties", "roleDefinitionId").GetString()!).Groups["role"].Value;

    [GeneratedRegex(@"variables\('roles'\)\.(?<role>\w+)\)\]$")]
    private static partial Regex Role();

    [GeneratedRegex(@"^\[resourceId\('(?<on>.*)\)\]$")]
    private static partial Regex Scope();

    [GeneratedRegex(@"blobServices/containers', parameters\('name'\), 'default', variables\('(?<containers>\w+)'\)\[copyIndex\(\)\]\)\]$")]
    private static partial Regex InBackup();
}
