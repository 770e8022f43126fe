using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using TechTransfer.Kernel.Money;

namespace TechTransfer.Hosting.Description;

/// <summary>What fields and parameters mean, in English for callers. A field's text is the XML documentation of its property. A property
/// without one has the text of the same property of a type that its own type names by <c>seealso</c>, else the meaning that the name has
/// everywhere, in <c>Meanings.json</c>.</summary>
internal static partial class Meanings
{
    private static readonly ConcurrentDictionary<Assembly, IReadOnlyDictionary<string, XElement>> Documented = new();
    private static readonly Lazy<Names> Everywhere = new(ReadNames);

    /// <summary>Null when neither the property nor the name has a text.</summary>
    public static string? Of(JsonPropertyInfo property)
    {
        var meaning = (property.AttributeProvider is PropertyInfo declared ? TextOf(declared) : null) ?? Of(property.Name);
        return meaning is null ? null : Joined(meaning, UnitOf(property.PropertyType, meaning), ValuesOf(property.PropertyType));
    }

    /// <summary>The meaning that a field's name has everywhere; null when it has none.</summary>
    public static string? Of(string field) => Everywhere.Value.Fields.GetValueOrDefault(field);

    /// <summary>The meaning of an enum's documented values; null for other types and for enums without documented values.</summary>
    public static string? ValuesOf(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (!type.IsEnum)
            return null;
        var values = type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (field.Name, Text: TextOf(type.Assembly, $"F:{NameOf(type)}.{field.Name}"), Field: field))
            .Where(value => value.Text is not null)
            .Select(value =>
                $"`{value.Field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? InJson(value.Name)}`: {value.Text}"
            );
        return string.Join(' ', values) is { Length: > 0 } text ? text : null;
    }

    /// <summary>The meaning of a parameter in a path, by the part of the path before it, as in <c>contracts/{id}</c>.</summary>
    public static string? OfPath(string before, string name) => Everywhere.Value.Paths.GetValueOrDefault($"{before}/{name}");

    private static string? UnitOf(Type type, string meaning) =>
        (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var amount when amount == typeof(Yuan) => meaning.Contains("yuan", StringComparison.OrdinalIgnoreCase)
                ? "At most two decimals."
                : "Yuan, at most two decimals.",
            var share when share == typeof(Share) =>
                "An exact share from 0 to 1: a decimal with at most six decimals or a fraction, as in 0.8 or 1/3.",
            _ => null,
        };

    private static string Joined(params string?[] sentences) => string.Join(' ', sentences.OfType<string>());

    private static string? TextOf(PropertyInfo property)
    {
        var (assembly, type) = (property.DeclaringType!.Assembly, NameOf(property.DeclaringType));
        var others = MembersOf(assembly).TryGetValue($"T:{type}", out var documented)
            ? documented.Elements("seealso").Select(other => other.Attribute("cref")!.Value[2..])
            : [];
        return others
            .Prepend(type)
            .Select(name => TextOf(assembly, $"P:{name}.{property.Name}") ?? TextOf(typeof(Yuan).Assembly, $"P:{name}.{property.Name}"))
            .FirstOrDefault(text => text is not null);
    }

    private static string? TextOf(Assembly assembly, string member) =>
        MembersOf(assembly).TryGetValue(member, out var documented) && documented.Element("summary") is { } summary ? Plain(summary) : null;

    private static IReadOnlyDictionary<string, XElement> MembersOf(Assembly assembly) =>
        Documented.GetOrAdd(
            assembly,
            read =>
            {
                var path = Path.ChangeExtension(read.Location, ".xml");
                return File.Exists(path)
                    ? XDocument.Load(path).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value)
                    : [];
            }
        );

    private static string Plain(XElement text) =>
        Blanks().Replace(string.Concat(text.Nodes().Select(node => node is XElement element ? Named(element) : $"{node}")), " ").Trim();

    // A member is named as JSON names it.
    private static string Named(XElement element) =>
        element.Attributes().FirstOrDefault() is { } named
            ? $"`{InJson(named.Value.Split('(')[0].Split('.', ':')[^1])}`"
            : $"`{Identifier().Replace(element.Value, name => InJson(name.Value))}`";

    private static string InJson(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private static string NameOf(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static Names ReadNames()
    {
        using var file = typeof(Meanings).Assembly.GetManifestResourceStream("Meanings.json")!;
        return JsonSerializer.Deserialize<Names>(file, Kernel.Json.Strict)!;
    }

    /// <param name="Fields">Meaning by name of a field, for names that mean the same in every body and answer.</param>
    /// <param name="Paths">Meaning by path segment and parameter, as in <c>contracts/id</c>.</param>
    private sealed record Names(IReadOnlyDictionary<string, string> Fields, IReadOnlyDictionary<string, string> Paths);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\A[A-Z][A-Za-z0-9]*\z")]
    private static partial Regex Identifier();
}
