using System.Text.Json;
using System.Text.RegularExpressions;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.Testing;

namespace TechTransfer.Infra.Tests;

/// <summary>What the apps need of Azure stands in <c>infra/apps.json</c> and its modules, and nothing stands there that no app needs.</summary>
public sealed partial class CodeAndInfraTests
{
    private static readonly InfraApp[] Apps = JsonSerializer.Deserialize<InfraApp[]>(Text("infra", "apps.json"), JsonSerializerOptions.Web)!;

    public static TheoryData<string> Folders => [.. AppFolders];

    private static IEnumerable<string> AppFolders =>
        Directory.GetDirectories(Repository.PathOf("functions")).Where(f => File.Exists(Path.Combine(f, "host.json"))).Select(f => Path.GetFileName(f)!);

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
        // What an app reads it may send to as well: those stand there once.
        Assert.Equal(Queues(description.Groups["sends"].Value).Except(reads).Order(StringComparer.Ordinal), app.SendsTo.Order(StringComparer.Ordinal));
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
        var code = Directory.GetFiles(Repository.PathOf("functions", folder), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText).ToArray();
        var read = code.SelectMany(text => Setting().Matches(text)).Select(m => m.Groups["name"].Value.Replace(":", "__", StringComparison.Ordinal)).ToHashSet();
        // Files are for local work; in Azure the same comes from Key Vault. A seal's picture and its place are not deployed by this template.
        read.RemoveWhere(name => name.EndsWith("File", StringComparison.Ordinal) || name.EndsWith("Password", StringComparison.Ordinal) || name.StartsWith("Seal", StringComparison.Ordinal));
        if (code.Any(text => text.Contains("HoldsPersons = true", StringComparison.Ordinal))) read.Add("PersonsKey");
        // What every app backs up is vouched for.
        read.Add("HeadsKey");
        Assert.Equal(read.Order(StringComparer.Ordinal), app.Settings.Concat(app.Secrets.Keys).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_setting_of_an_app_is_given_a_value()
    {
        var given = Given().Match(Text("infra", "main.bicep")).Groups["body"].Value;
        Assert.Equal(Apps.SelectMany(a => a.Settings).Distinct().Order(StringComparer.Ordinal), Key().Matches(given).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal));
        var shared = Text("shared", "TechTransfer.Storage", "AppStorage.cs") + Text("shared", "TechTransfer.Hosting", "SignIn", "SignInSettings.cs");
        foreach (var name in (string[])["AzureWebJobsStorage__clientId", "AzureWebJobsStorage__blobServiceUri", "AzureWebJobsStorage__queueServiceUri", "AzureWebJobsStorage__tableServiceUri"])
        {
            Assert.Contains($"{name}:", Text("infra", "modules", "app.bicep"), StringComparison.Ordinal);
            Assert.Contains(name.Split("__")[1], shared, StringComparison.Ordinal);
        }
        Assert.Contains("SignIn__Authority: signInAuthority", Text("infra", "main.bicep"), StringComparison.Ordinal);
        Assert.Contains("SignIn__Audience: signInAudience", Text("infra", "main.bicep"), StringComparison.Ordinal);
        Assert.Contains("SignIn__OrganisationClaim: organisationClaim", Text("infra", "main.bicep"), StringComparison.Ordinal);
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
    public void A_secret_that_is_not_used_is_not_referred_to()
    {
        // A reference that cannot be resolved reaches the app as its own text, and stops it.
        var main = Text("infra", "main.bicep");
        Assert.Contains("empty(timestampAuthority) ? [ 'TimestampAnchors' ]", main, StringComparison.Ordinal);
        Assert.Contains("empty(notificationHookUrl) ? [ 'NotificationHook__Secret' ]", main, StringComparison.Ordinal);
        Assert.Contains("vaultReferences: filter(items(app.secrets), item => !contains(unusedSecrets, item.key))", main, StringComparison.Ordinal);
        Assert.Subset(Apps.SelectMany(a => a.Secrets.Keys).ToHashSet(), new HashSet<string> { "TimestampAnchors", "NotificationHook__Secret" });
    }

    [Theory]
    [InlineData("storage.bicep")]
    [InlineData("app.bicep")]
    public void Tables_are_those_of_the_store(string module)
    {
        var store = OwnTable().Matches(Text("shared", "TechTransfer.Storage", "AppStorage.cs")).Select(m => m.Groups[1].Value);
        var suffixes = Suffixes().Match(Text("infra", "modules", module)).Groups[1].Value.Split(',').Select(s => s.Trim(' ', '\''));
        Assert.Equal(store, suffixes);
    }

    [Fact]
    public void Containers_are_those_of_the_store()
    {
        var store = Text("shared", "TechTransfer.Storage", "AppStorage.cs");
        Assert.Equal(["documents", "backup", "heads"], OwnContainer().Matches(store).Select(m => m.Groups[1].Value));
        foreach (var container in (string[])["backup", "heads"]) Assert.Contains($"'${{app.name}}-{container}'", Text("infra", "modules", "backup.bicep"), StringComparison.Ordinal);
        Assert.Contains("\"BackupStorage__blobServiceUri\"", store, StringComparison.Ordinal);
        Assert.Contains("BackupStorage__blobServiceUri: 'https://${backupName}.", Text("infra", "main.bicep"), StringComparison.Ordinal);
        Assert.Contains("MessageBodiesContainer = \"message-bodies\"", store, StringComparison.Ordinal);
        foreach (var module in (string[])["storage.bicep", "app.bicep"])
        {
            Assert.Contains("${app.name}-documents", Text("infra", "modules", module), StringComparison.Ordinal);
            Assert.Contains("'message-bodies'", Text("infra", "modules", module), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_module_is_used_and_every_parameter_of_a_stage_exists()
    {
        var main = Text("infra", "main.bicep");
        foreach (var module in Directory.GetFiles(Repository.PathOf("infra", "modules")).Select(f => Path.GetFileName(f)!)) Assert.Contains($"'modules/{module}'", main, StringComparison.Ordinal);
        var known = Parameter().Matches(main).Select(m => m.Groups["name"].Value).ToHashSet();
        var needed = Parameter().Matches(main).Where(m => !m.Groups["default"].Success).Select(m => m.Groups["name"].Value).ToHashSet();
        foreach (var stage in (string[])["dev", "test", "production"])
        {
            var set = Parameter().Matches(Text("infra", $"{stage}.bicepparam")).Select(m => m.Groups["name"].Value).ToHashSet();
            Assert.Subset(known, set);
            Assert.Superset(needed, set);
        }
        using var forTheCli = JsonDocument.Parse(Text("infra", "main.parameters.json"));
        var names = forTheCli.RootElement.GetProperty("parameters").EnumerateObject().Select(p => p.Name).ToHashSet();
        Assert.Subset(known, names);
        Assert.Superset(needed, names);
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("test")]
    [InlineData("production")]
    public void The_workflow_gives_each_stage_what_it_reads(string stage)
    {
        var workflow = Text(".github", "workflows", "deploy.yml");
        var read = ReadVariable().Matches(Text("infra", $"{stage}.bicepparam")).Select(m => m.Groups[1].Value).Where(v => v != "WITH_APPS").ToArray();
        Assert.True(read.Length > 5);
        // In both jobs: what is shown before is what is done.
        Assert.All(read, name => Assert.Equal(2, Regex.Count(workflow, $"^      {name}: \\$", RegexOptions.Multiline)));
    }

    [Fact]
    public void The_guide_names_every_secret_and_every_role()
    {
        var guide = Text("docs", "deploy.md");
        Assert.All(Apps.SelectMany(a => a.Secrets.Values).Distinct(), secret => Assert.Contains($"| `{secret}` |", guide, StringComparison.Ordinal));
        Assert.Contains("infra/app-roles.json", guide, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_lets_shared_keys_or_the_public_in()
    {
        foreach (var storage in (string[])[Text("infra", "modules", "storage.bicep"), Text("infra", "modules", "backup.bicep")])
        {
            Assert.Contains("allowSharedKeyAccess: false", storage, StringComparison.Ordinal);
            Assert.Contains("allowBlobPublicAccess: false", storage, StringComparison.Ordinal);
        }
        var all = Directory.GetFiles(Repository.PathOf("infra"), "*.bicep*", SearchOption.AllDirectories).Select(File.ReadAllText).ToArray();
        Assert.DoesNotContain(all, text => text.Contains("listKeys", StringComparison.OrdinalIgnoreCase) || text.Contains("AccountKey=", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(4, Text("infra", "modules", "storage.bicep").Split("publicAccess: 'None'").Length - 1);
    }

    private static InfraApp Of(string folder) => Assert.Single(Apps, a => a.Folder == folder);

    private static string Text(params string[] path) => File.ReadAllText(Repository.PathOf(path));

    private static string[] Queues(string list) => [.. Constant().Matches(list).Select(m => (string)typeof(Topics).GetField(m.Groups[1].Value)!.GetRawConstantValue()!)];

    [GeneratedRegex(@"readEnvironmentVariable\('(\w+)'")]
    private static partial Regex ReadVariable();

    private sealed record InfraApp(string Name, string Folder, string[] Reads, string[] SendsTo, string[] Settings, Dictionary<string, string> Secrets);

    [GeneratedRegex(@"^  (?<name>\w+):\s+project: \./functions/(?<folder>\w+)", RegexOptions.Multiline)]
    private static partial Regex Service();

    [GeneratedRegex("""CreateBuilder\(args,\s*new\("(?<name>\w+)".*?(?:Reads: )?\[(?<reads>[^\]]*)\],\s*(?:SendsTo: )?\[(?<sends>[^\]]*)\]""", RegexOptions.Singleline)]
    private static partial Regex Description();

    [GeneratedRegex(@"Topics\.(\w+)")]
    private static partial Regex Constant();

    [GeneratedRegex("""onfiguration(\[|, )"(?<name>[^"]+)"[\],)]""")]
    private static partial Regex Setting();

    [GeneratedRegex(@"var settings = \{(?<body>[^}]*)\}")]
    private static partial Regex Given();

    [GeneratedRegex(@"^\s+(\w+):", RegexOptions.Multiline)]
    private static partial Regex Key();

    [GeneratedRegex("""GetTableClient\(\$"\{app\}(\w+)"\)""")]
    private static partial Regex OwnTable();

    [GeneratedRegex("""GetBlobContainerClient\(\$"\{app\}-(\w+)"\)""")]
    private static partial Regex OwnContainer();

    [GeneratedRegex(@"var tableSuffixes = \[([^\]]*)\]")]
    private static partial Regex Suffixes();

    [GeneratedRegex(@"^param (?<name>\w+)(?: \w+)?(?<default> =)?", RegexOptions.Multiline)]
    private static partial Regex Parameter();
}
