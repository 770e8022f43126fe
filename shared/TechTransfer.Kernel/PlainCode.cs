using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using TechTransfer.Kernel.Texts;

namespace TechTransfer.Kernel;

/// <summary>Converts a code as typed or pasted into the one form that is stored and compared: half-width capitals, without blanks,
/// hyphens, apostrophes and invisible characters.</summary>
public static class PlainCode
{
    private const string Apostrophes = "'`\u00B4\u2018\u2019\u201B\u2032";

    /// <summary>Does not validate: the result may be empty or no valid code.</summary>
    public static string Of(string text) =>
        TypedCode.Without(text, c => TypedCode.IsGap(c) || char.IsControl(c) || Apostrophes.Contains(c, StringComparison.Ordinal));
}

/// <summary>Marks a text property of a body as a code, which is converted to its plain form when it is read.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PlainCodeAttribute : Attribute
{
    /// <summary>True if reading JSON converts the property's text to its plain form.</summary>
    public static bool IsOn(JsonPropertyInfo field) =>
        field.AttributeProvider?.IsDefined(typeof(PlainCodeAttribute), inherit: false) == true;
}

internal sealed class PlainCodeConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { } text ? PlainCode.Of(text) : null;

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
