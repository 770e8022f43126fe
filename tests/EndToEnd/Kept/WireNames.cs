using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Testing;

namespace TechTransfer.EndToEnd.Kept;

/// <summary>
/// Compares the names in stored data with <c>wire-names.txt</c>: wire names of events and messages, kinds of states, their fields and
/// enumeration words. <c>UPDATE_DOCS=1 dotnet test tests/EndToEnd --filter WireNames</c> adds new lines; existing lines must stay, because
/// stored data uses them.
/// </summary>
public sealed partial class WireNames
{
    private static readonly string Kept = Repository.PathOf("tests", "EndToEnd", "Kept", "wire-names.txt");

    private static readonly Assembly[] Apps =
    [
        .. ((string[])["ContractRegistration", "RewardCalculation", "OwnershipGrants", "Certificates"]).Select(Assembly.Load),
    ];

    [Fact]
    public async Task No_name_that_stored_data_has_is_changed_or_gone()
    {
        var lines = Lines().Distinct().Order(StringComparer.Ordinal).ToArray();
        var kept = File.Exists(Kept) ? await File.ReadAllLinesAsync(Kept) : [];
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            await File.WriteAllLinesAsync(Kept, kept = [.. kept.Union(lines).Order(StringComparer.Ordinal)]);
        var (gone, more) = (kept.Except(lines).ToArray(), lines.Except(kept).ToArray());
        Assert.True(
            gone.Length == 0,
            $"Stored data has these names, which the code has no longer: it would not be read. Give a renamed class or property its old wire name, or migrate.\n{string.Join('\n', gone.Take(20))}"
        );
        Assert.True(
            more.Length == 0,
            $"These are new: UPDATE_DOCS=1 dotnet test tests/EndToEnd --filter WireNames adds them to wire-names.txt, where they stay.\n{string.Join('\n', more.Take(20))}"
        );
    }

    [Fact]
    public void No_two_messages_have_one_name()
    {
        var names = Named(typeof(MessageNames).Assembly).Select(m => m.Name).ToArray();
        Assert.Equal(names.Distinct(), names);
        Assert.Equal(Topics.Consumers.Keys.Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Code_compares_wire_names_and_never_class_names()
    {
        var named = Apps.Append(typeof(MessageNames).Assembly).SelectMany(Named).Select(n => n.Type.Name).ToHashSet();
        foreach (
            var file in ((string[])["functions", "shared"])
                .SelectMany(folder => Directory.GetFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories))
                .Where(f => !f.Contains("/obj/", StringComparison.Ordinal))
        )
        {
            foreach (Match match in ClassNames().Matches(await File.ReadAllTextAsync(file)))
                Assert.False(
                    named.Contains(match.Groups[1].Value + match.Groups[2].Value),
                    $"{file}: {match.Value} changes with its class: take its wire name."
                );
        }
    }

    private static IEnumerable<string> Lines()
    {
        foreach (var (type, name) in Named(typeof(MessageNames).Assembly))
        foreach (var line in Shape($"message {name}", type, []))
            yield return line;
        foreach (var app in Apps)
        {
            foreach (var (type, name) in Named(app))
            foreach (var line in Shape($"{app.GetName().Name} event {name}", type, []))
                yield return line;
            foreach (var type in States(app))
            foreach (var line in Shape($"{app.GetName().Name} state {type.Name}", type, []))
                yield return line;
        }
    }

    private static IEnumerable<(Type Type, string Name)> Named(Assembly assembly) =>
        assembly
            .GetTypes()
            .Where(t => t.IsDefined(typeof(WireNameAttribute), false))
            .Select(t => (t, t.GetCustomAttribute<WireNameAttribute>()!.Name));

    // Finds all types of state: each aggregate kind is declared by a static member of type AggregateKind.
    private static IEnumerable<Type> States(Assembly app) =>
        app.GetTypes()
            .Where(t => !t.ContainsGenericParameters)
            .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(m => m.ReturnType)
            .Where(t => t.IsGenericType && t.GetGenericTypeDefinition() == typeof(AggregateKind<>))
            .Select(t => t.GenericTypeArguments[0])
            .Distinct();

    // The path of each field with its JSON type, or with the words of its enumeration.
    private static IEnumerable<string> Shape(string at, Type type, HashSet<Type> above)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var info = Json.Options.GetTypeInfo(type);
        if (type.IsEnum)
            return Enum.GetValuesAsUnderlyingType(type)
                .Cast<object>()
                .Select(v => $"{at} {JsonSerializer.Serialize(Enum.ToObject(type, v), type, Json.Options)}");
        if (info.Kind == JsonTypeInfoKind.Dictionary)
            return Shape($"{at}{{}}", info.ElementType!, above);
        if (info.Kind == JsonTypeInfoKind.Enumerable)
            return Shape($"{at}[]", info.ElementType!, above);
        if (info.Kind != JsonTypeInfoKind.Object)
            return [$"{at} {Word(type)}"];
        if (!above.Add(type))
            return [$"{at} …"];
        var lines = info
            .Properties.SelectMany(p => Shape($"{at}.{p.Name}", p.PropertyType, above))
            .Concat(
                (info.PolymorphismOptions?.DerivedTypes ?? []).SelectMany(d => Shape($"{at}<{d.TypeDiscriminator}>", d.DerivedType, above))
            )
            .Prepend(at)
            .ToArray();
        above.Remove(type);
        return lines;
    }

    private static string Word(Type type) =>
        type switch
        {
            _ when type == typeof(string) => "text",
            _ when type == typeof(bool) => "truth",
            _ when type == typeof(int) || type == typeof(long) => "number",
            _ => type.Name,
        };

    [GeneratedRegex(@"nameof\((\w+)\)|typeof\((\w+)\)\.Name")]
    private static partial Regex ClassNames();
}
