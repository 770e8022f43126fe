using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace TechTransfer.Kernel;

/// <summary>A code as people type or paste it, in the one form that is compared and kept: capitals of half width, without blanks, hyphens,
/// apostrophes and invisible characters.</summary>
public static class PlainCode
{
    private const char FirstFullWidth = '\uFF01';
    private const char LastFullWidth = '\uFF5E';
    private const string Apostrophes = "'`\u00B4\u2018\u2019\u201B\u2032";

    /// <summary>The plain form of a code. It may be empty, and need not be a right one.</summary>
    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var typed in text)
        {
            var character = typed is >= FirstFullWidth and <= LastFullWidth ? (char)(typed - FirstFullWidth + '!') : typed;
            if (!IsDropped(character))
                plain.Append(char.ToUpperInvariant(character));
        }
        return plain.ToString();
    }

    private static bool IsDropped(char character) =>
        char.IsWhiteSpace(character)
        || Apostrophes.Contains(character, StringComparison.Ordinal)
        || character == '\u2212'
        || char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.DashPunctuation;
}

/// <summary>On a field of a body: a code that is taken in its plain form.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PlainCodeAttribute : Attribute
{
    /// <summary>True for a field that has it.</summary>
    public static bool IsOn(JsonPropertyInfo field) =>
        field.AttributeProvider?.IsDefined(typeof(PlainCodeAttribute), inherit: false) == true;
}

/// <summary>Reads a code in its plain form.</summary>
internal sealed class PlainCodeConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { } text ? PlainCode.Of(text) : null;

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
