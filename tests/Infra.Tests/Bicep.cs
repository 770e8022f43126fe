using System.Reflection;
using System.Text.Json;
using TechTransfer.Testing;

namespace TechTransfer.Infra.Tests;

internal static class Bicep
{
    private static readonly string Compiler = typeof(Bicep)
        .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "Bicep")
        .Value!;
    private static readonly Lazy<Task<JsonElement>> Compiled = new(() => BuildAsync("build", Repository.PathOf("infra", "main.bicep")));

    public static readonly IReadOnlyDictionary<string, string> Environment = new Dictionary<string, string>
    {
        ["SIGN_IN_AUTHORITY"] = "https://login.example/v2.0",
        ["SIGN_IN_AUDIENCE"] = "techtransfer",
        ["PORTAL_CLIENT_ID"] = "portal",
        ["PUBLIC_BASE_URL"] = "https://techtransfer.example",
        ["OPERATOR_EMAIL"] = "operator@techtransfer.example",
    };

    public static Task<JsonElement> MainAsync() => Compiled.Value;

    public static async Task<JsonElement> ModuleAsync(string name) => (await MainAsync()).At("resources", name, "properties", "template");

    /// <summary>The expression that <c>main.bicep</c> passes to a module's parameter.</summary>
    public static async Task<string> GivenAsync(string module, string parameter) =>
        (await MainAsync()).At("resources", module, "properties", "parameters", parameter, "value").GetString()!;

    public static async Task<IReadOnlyDictionary<string, JsonElement>> ModulesAsync() =>
        (await MainAsync())
            .Resources()
            .Where(r => r.Value.TypeOf() == "Microsoft.Resources/deployments")
            .ToDictionary(r => r.Key, r => r.Value.At("properties", "template"));

    /// <summary>Fails the test on any error or warning of the compiler.</summary>
    public static async Task<JsonElement> BuildAsync(string command, string file)
    {
        var built = await RunAsync(command, file, "--stdout");
        Assert.True(built is { Code: 0, Errors: "" }, built.Errors);
        return JsonElement.Parse(built.Output);
    }

    public static Task<Tool> RunAsync(params string[] arguments) =>
        Tool.RunAsync("env", [.. Environment.Select(e => $"{e.Key}={e.Value}"), Compiler, .. arguments]);

    public static JsonElement At(this JsonElement json, params string[] path) => path.Aggregate(json, (at, name) => at.GetProperty(name));

    /// <summary>Value of a template variable: a text, or an ARM expression in square brackets.</summary>
    public static string Variable(this JsonElement template, string name) => template.At("variables", name).GetString()!;

    public static IEnumerable<string> Names(this JsonElement list) => list.EnumerateArray().Select(e => e.GetString()!);

    public static string TypeOf(this JsonElement resource) => resource.GetProperty("type").GetString()!;

    /// <summary>The resources of a template by symbolic name, or by index when the template has no symbolic names.</summary>
    public static IEnumerable<KeyValuePair<string, JsonElement>> Resources(this JsonElement template) =>
        template.GetProperty("resources") is { ValueKind: JsonValueKind.Object } named
            ? named.EnumerateObject().Select(r => KeyValuePair.Create(r.Name, r.Value))
            : template.GetProperty("resources").EnumerateArray().Select((r, i) => KeyValuePair.Create($"{i}", r));
}
