using System.Text.Json;
using System.Text.RegularExpressions;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Messages;
using TechTransfer.Testing;

namespace TechTransfer.Infra.Tests;

/// <summary>
/// Compares what the apps need of Azure (queues, settings, roles) with <c>infra/apps.json</c> and its modules: nothing missing and nothing
/// unused.
/// </summary>
public sealed partial class CodeAndInfraTests
{
    private const string Container = "Microsoft.Storage/storageAccounts/blobServices/containers";
    private static readonly InfraApp[] Apps = JsonSerializer.Deserialize<InfraApp[]>(
        Text("infra", "apps.json"),
        JsonSerializerOptions.Web
    )!;

    public static TheoryData<string> Folders => [.. AppFolders];

    private static IEnumerable<string> AppFolders =>
        Directory
            .GetDirectories(Repository.PathOf("functions"))
            .Where(f => File.Exists(Path.Combine(f, "host.json")))
            .Select(f => Path.GetFileName(f)!);

    [Fact]
    public void Every_app_is_deployed_and_no_other()
    {
        Assert.Equal(AppFolders.Order(StringComparer.Ordinal), Apps.Select(a => a.Folder).Order(StringComparer.Ordinal));
        var services = Service().Matches(Text("azure.yaml")).Select(m => (m.Groups["name"].Value, m.Groups["folder"].Value));
        Assert.Equal(Apps.Select(a => (a.Name, a.Folder)).Order(), services.Order());
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void An_app_has_the_queues_that_its_program_names(string folder)
    {
        var (app, program) = (Of(folder), Text("functions", folder, "Program.cs"));
        var description = Description().Match(program);
        Assert.True(description.Success, $"{folder}/Program.cs describes no app.");
        Assert.Equal(app.Name, description.Groups["name"].Value);
        var reads = Queues(description.Groups["reads"].Value);
        Assert.Equal(reads.Order(StringComparer.Ordinal), app.Reads.Order(StringComparer.Ordinal));
        // An app may also send to the queues that it reads; those are listed only under reads.
        Assert.Equal(
            Queues(description.Groups["sends"].Value).Except(reads).Order(StringComparer.Ordinal),
            app.SendsTo.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Every_queue_that_a_topic_names_is_read_by_one_app()
    {
        var all = Topics.Consumers.Values.SelectMany(c => c).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(all, Apps.SelectMany(a => a.Reads).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void An_app_has_the_settings_that_its_code_reads(string folder)
    {
        var app = Of(folder);
        var code = Directory
            .GetFiles(Repository.PathOf("functions", folder), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText)
            .ToArray();
        var read = code.SelectMany(text => Setting().Matches(text))
            .Select(m => m.Groups["name"].Value.Replace(":", "__", StringComparison.Ordinal))
            .ToHashSet();
        // Settings with file names are for local runs; Azure uses Key Vault instead. The template does not deploy the picture of a seal.
        read.RemoveWhere(name =>
            name.EndsWith("File", StringComparison.Ordinal)
            || name.EndsWith("Password", StringComparison.Ordinal)
            || name.StartsWith("Seal", StringComparison.Ordinal)
        );
        if (code.Any(text => text.Contains("HoldsPersons = true", StringComparison.Ordinal)))
            read.Add("PersonsKey");
        // The limit on calls of one caller needs the caller's address.
        read.Add("ForwardingProxies");
        // An app that holds aggregates signs the lists of their chain heads in its backup with this key.
        if (code.Any(text => text.Contains("AddAggregates<", StringComparison.Ordinal)))
            read.Add("HeadsKey");
        Assert.Equal(read.Order(StringComparer.Ordinal), app.Settings.Concat(app.Secrets.Keys).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Each_setting_of_an_app_is_given_a_value()
    {
        var given = (await Bicep.MainAsync()).At("variables", "settings").EnumerateObject().Select(s => s.Name);
        Assert.Equal(Apps.SelectMany(a => a.Settings).Distinct().Order(StringComparer.Ordinal), given.Order(StringComparer.Ordinal));
        var shared =
            Text("shared", "TechTransfer.Storage", "AppStorage.cs") + Text("shared", "TechTransfer.Hosting", "SignIn", "SignInSettings.cs");
        var settings = (await Bicep.ModuleAsync("functionApps"))
            .Resources()
            .Single(r => r.Value.TypeOf() == "Microsoft.Web/sites/config")
            .Value.GetProperty("properties")
            .GetString();
        foreach (
            var name in (string[])
                [
                    "AzureWebJobsStorage__clientId",
                    "AzureWebJobsStorage__blobServiceUri",
                    "AzureWebJobsStorage__queueServiceUri",
                    "AzureWebJobsStorage__tableServiceUri",
                ]
        )
        {
            Assert.Contains($"'{name}', ", settings, StringComparison.Ordinal);
            Assert.Contains(name.Split("__")[1], shared, StringComparison.Ordinal);
        }
        var main = await Bicep.GivenAsync("functionApps", "settings");
        Assert.Contains("'SignIn__Authority', parameters('signInAuthority')", main, StringComparison.Ordinal);
        Assert.Contains("'SignIn__Audience', parameters('signInAudience')", main, StringComparison.Ordinal);
        Assert.Contains("'SignIn__OrganisationClaim', parameters('organisationClaim')", main, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task An_app_and_its_host_send_their_logs_to_Application_Insights(string folder)
    {
        // Without this mode the host would send every log line of the app a second time.
        Assert.Equal("OpenTelemetry", JsonElement.Parse(Text("functions", folder, "host.json")).GetProperty("telemetryMode").GetString());
        var exporters = Text("shared", "TechTransfer.Hosting", "Telemetry", "Exporters.cs");
        var settings = (await Bicep.ModuleAsync("functionApps"))
            .Resources()
            .Single(r => r.Value.TypeOf() == "Microsoft.Web/sites/config")
            .Value.GetProperty("properties")
            .GetString();
        foreach (var name in (string[])["APPLICATIONINSIGHTS_CONNECTION_STRING", "AZURE_CLIENT_ID"])
        {
            Assert.Contains($"\"{name}\"", exporters, StringComparison.Ordinal);
            Assert.Contains($"'{name}', ", settings, StringComparison.Ordinal);
        }
        Assert.Contains("'APPLICATIONINSIGHTS_AUTHENTICATION_STRING', ", settings, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_runtime_is_the_one_that_the_apps_are_built_for()
    {
        var runtime = (await Bicep.ModuleAsync("functionApps"))
            .Resources()
            .Single(r => r.Value.TypeOf() == "Microsoft.Web/sites")
            .Value.At("properties", "functionAppConfig", "runtime");
        Assert.Equal(("dotnet-isolated", "10.0"), (runtime.GetProperty("name").GetString(), runtime.GetProperty("version").GetString()));
        Assert.Contains("<TargetFramework>net10.0</TargetFramework>", Text("Directory.Build.props"), StringComparison.Ordinal);
        // A Flex Consumption plan has the runtime in its own configuration and refuses this setting.
        Assert.DoesNotContain("FUNCTIONS_WORKER_RUNTIME", (await Bicep.MainAsync()).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_role_can_be_given_in_the_directory()
    {
        using var file = JsonDocument.Parse(Text("infra", "app-roles.json"));
        var given = file.RootElement.EnumerateArray().Select(r => r.GetProperty("value").GetString()!).ToArray();
        Assert.Equal(given.Length, file.RootElement.EnumerateArray().Select(r => r.GetProperty("id").GetGuid()).Distinct().Count());
        Assert.Superset(Enum.GetNames<Role>().Select(n => n.ToLowerInvariant()).ToHashSet(), given.ToHashSet());
    }

    [Fact]
    public async Task A_secret_that_is_not_used_is_not_referred_to()
    {
        // An app would get an unresolvable Key Vault reference as text and fail to start, so unused secrets must be left out.
        Assert.Equal(
            "[concat(if(empty(parameters('timestampAuthority')), createArray('TimestampAnchors'), createArray()), if(empty(parameters('notificationHookUrl')), createArray('NotificationHook__Secret'), createArray()))]",
            (await Bicep.MainAsync()).Variable("unusedSecrets")
        );
        Assert.Subset(
            Apps.SelectMany(a => a.Secrets.Keys).ToHashSet(),
            new HashSet<string> { "TimestampAnchors", "NotificationHook__Secret" }
        );
    }

    [Theory]
    [InlineData("storage")]
    [InlineData("functionApps")]
    public async Task Tables_are_those_of_the_store(string module)
    {
        var store = OwnTable().Matches(Text("shared", "TechTransfer.Storage", "AppStorage.cs")).Select(m => m.Groups[1].Value);
        Assert.Equal(store, (await Bicep.ModuleAsync(module)).At("variables", "tableSuffixes").Names());
    }

    [Fact]
    public async Task Containers_are_those_of_the_store()
    {
        var store = Text("shared", "TechTransfer.Storage", "AppStorage.cs");
        Assert.Equal(["documents", "backup", "heads"], OwnContainer().Matches(store).Select(m => m.Groups[1].Value));
        Assert.Contains("\"BackupStorage__blobServiceUri\"", store, StringComparison.Ordinal);
        Assert.Contains("MessageBodiesContainer = \"message-bodies\"", store, StringComparison.Ordinal);
        var (storage, backup) = (await Bicep.ModuleAsync("storage"), await Bicep.ModuleAsync("backup"));
        static string OfEachApp(string name) =>
            $"[map(parameters('apps'), lambda('app', format('{{0}}-{name}', lambdaVariables('app').name)))]";
        Assert.Equal(OfEachApp("documents"), storage.Variable("documents"));
        Assert.Equal(OfEachApp("backup"), backup.Variable("containers"));
        Assert.Equal(OfEachApp("heads"), backup.Variable("headContainers"));
        var made = storage
            .Resources()
            .Concat(backup.Resources())
            .Where(r => r.Value.TypeOf() == Container)
            .Select(r => r.Value.GetProperty("name").GetString()!)
            .ToArray();
        foreach (
            var name in (string[])
                [
                    "variables('documents')[copyIndex()]",
                    "variables('containers')[copyIndex()]",
                    "variables('headContainers')[copyIndex()]",
                    "'message-bodies'",
                ]
        )
        {
            Assert.Contains($"[format('{{0}}/{{1}}/{{2}}', parameters('name'), 'default', {name})]", made);
        }
        Assert.Contains(
            "'BackupStorage__blobServiceUri', format('https://{0}.blob.{1}', variables('backupName'), ",
            await Bicep.GivenAsync("functionApps", "settings"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Every_module_is_used_and_every_parameter_for_the_cli_exists()
    {
        var main = Text("infra", "main.bicep");
        foreach (var module in Directory.GetFiles(Repository.PathOf("infra", "modules")).Select(f => Path.GetFileName(f)!))
            Assert.Contains($"'modules/{module}'", main, StringComparison.Ordinal);
        var known = (await Bicep.MainAsync()).GetProperty("parameters").EnumerateObject().ToArray();
        using var forTheCli = JsonDocument.Parse(Text("infra", "main.parameters.json"));
        var names = forTheCli.RootElement.GetProperty("parameters").EnumerateObject().Select(p => p.Name).ToHashSet();
        Assert.Subset(known.Select(p => p.Name).ToHashSet(), names);
        Assert.Superset(known.Where(p => !p.Value.TryGetProperty("defaultValue", out _)).Select(p => p.Name).ToHashSet(), names);
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("test")]
    [InlineData("production")]
    public void The_workflow_gives_each_stage_what_it_reads(string stage)
    {
        var workflow = Text(".github", "workflows", "deploy.yml");
        var read = ReadVariable()
            .Matches(Text("infra", $"{stage}.bicepparam"))
            .Select(m => m.Groups[1].Value)
            .Where(v => v != "WITH_APPS")
            .ToArray();
        Assert.True(read.Length > 5);
        // Both jobs of the workflow (preview and deployment) set these variables, so that the preview shows what the deployment does.
        Assert.All(read, name => Assert.Equal(2, Regex.Count(workflow, $"^      {name}: \\$", RegexOptions.Multiline)));
    }

    [Fact]
    public void The_guide_names_every_secret_and_every_role()
    {
        var guide = Text("docs", "deploy.md");
        Assert.All(
            Apps.SelectMany(a => a.Secrets.Values).Distinct(),
            secret => Assert.Contains($"| `{secret}` |", guide, StringComparison.Ordinal)
        );
        Assert.Contains("infra/app-roles.json", guide, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Storage_refuses_shared_keys_and_public_access()
    {
        var made = (await Bicep.ModulesAsync())
            .Values.SelectMany(m => m.Resources())
            .Select(r => r.Value)
            .Where(r => !r.TryGetProperty("existing", out _))
            .ToArray();
        var accounts = made.Where(r => r.TypeOf() == "Microsoft.Storage/storageAccounts").ToArray();
        Assert.Equal(2, accounts.Length);
        Assert.All(
            accounts,
            account =>
            {
                Assert.False(account.At("properties", "allowSharedKeyAccess").GetBoolean());
                Assert.False(account.At("properties", "allowBlobPublicAccess").GetBoolean());
            }
        );
        var containers = made.Where(r => r.TypeOf() == Container).ToArray();
        Assert.Equal(6, containers.Length);
        Assert.All(containers, container => Assert.Equal("None", container.At("properties", "publicAccess").GetString()));
        var all = (await Bicep.MainAsync()).GetRawText();
        Assert.DoesNotContain("listKeys", all, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("AccountKey=", all, StringComparison.OrdinalIgnoreCase);
    }

    private static InfraApp Of(string folder) => Assert.Single(Apps, a => a.Folder == folder);

    private static string Text(params string[] path) => File.ReadAllText(Repository.PathOf(path));

    private static string[] Queues(string list) =>
        [.. Constant().Matches(list).Select(m => (string)typeof(Topics).GetField(m.Groups[1].Value)!.GetRawConstantValue()!)];

    [GeneratedRegex(@"readEnvironmentVariable\('(\w+)'")]
    private static partial Regex ReadVariable();

    private sealed record InfraApp(
        string Name,
        string Folder,
        string[] Reads,
        string[] SendsTo,
        string[] Settings,
        Dictionary<string, string> Secrets
    );

    [GeneratedRegex(@"^  (?<name>\w+):\s+project: \./functions/(?<folder>\w+)", RegexOptions.Multiline)]
    private static partial Regex Service();

    [GeneratedRegex(
        """CreateBuilder\(\s*args,\s*new\(\s*"(?<name>\w+)".*?(?:Reads: )?\[(?<reads>[^\]]*)\],\s*(?:SendsTo: )?\[(?<sends>[^\]]*)\]""",
        RegexOptions.Singleline
    )]
    private static partial Regex Description();

    [GeneratedRegex(@"Topics\.(\w+)")]
    private static partial Regex Constant();

    [GeneratedRegex("""onfiguration(\[|,\s*)"(?<name>[^"]+)"[\],)]""")]
    private static partial Regex Setting();

    [GeneratedRegex("""GetTableClient\(\s*\$"\{app\}(\w+)"\)""")]
    private static partial Regex OwnTable();

    [GeneratedRegex("""GetBlobContainerClient\(\s*\$"\{app\}-(\w+)"\)""")]
    private static partial Regex OwnContainer();
}
