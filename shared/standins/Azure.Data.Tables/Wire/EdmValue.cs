using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables.Wire;

/// <summary>One property value: between .NET types, the Table service's EDM types and their JSON form.</summary>
internal static class EdmValue
{
    private const string DateFormat = "yyyy-MM-ddTHH:mm:ss.fffffffZ";

    public static void Write(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteString(name, text);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            case long number:
                WriteTyped(json, name, "Edm.Int64", number.ToString(CultureInfo.InvariantCulture));
                break;
            case ulong number:
                // The service has no unsigned type: the bits are kept.
                WriteTyped(json, name, "Edm.Int64", unchecked((long)number).ToString(CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                json.WriteString(name + PropertyNames.TypeSuffix, "Edm.Double");
                json.WriteNumber(name, number);
                break;
            case double number:
                WriteTyped(json, name, "Edm.Double", number.ToString(CultureInfo.InvariantCulture));
                break;
            case Guid guid:
                WriteTyped(json, name, "Edm.Guid", guid.ToString("D"));
                break;
            case DateTimeOffset instant:
                WriteTyped(json, name, "Edm.DateTime", Format(instant));
                break;
            case DateTime instant:
                WriteTyped(json, name, "Edm.DateTime", Format(instant));
                break;
            case byte[] bytes:
                WriteTyped(json, name, "Edm.Binary", System.Convert.ToBase64String(bytes));
                break;
            case BinaryData bytes:
                WriteTyped(json, name, "Edm.Binary", System.Convert.ToBase64String(bytes.ToMemory().Span));
                break;
            default:
                throw new NotSupportedException($"Property '{name}' is a {value.GetType()}, a type that Table Storage cannot hold.");
        }
    }

    /// <summary>The value of a JSON property under its annotated type; without one, what the JSON form itself says.</summary>
    public static object? Read(JsonElement json, string? edmType) => (json.ValueKind, edmType) switch
    {
        (JsonValueKind.Null, _) => null,
        (_, "Edm.Int64") => long.Parse(Text(json), CultureInfo.InvariantCulture),
        (_, "Edm.Int32") => int.Parse(Text(json), CultureInfo.InvariantCulture),
        (_, "Edm.Double") => double.Parse(Text(json), CultureInfo.InvariantCulture),
        (_, "Edm.Guid") => Guid.Parse(Text(json)),
        (_, "Edm.DateTime") => DateTimeOffset.Parse(Text(json), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        (_, "Edm.Binary") => System.Convert.FromBase64String(Text(json)),
        (JsonValueKind.True, _) => true,
        (JsonValueKind.False, _) => false,
        (JsonValueKind.String, _) => json.GetString(),
        (JsonValueKind.Number, _) => ReadNumber(json),
        _ => throw new FormatException($"A property value is a JSON {json.ValueKind}, which Table Storage does not have."),
    };

    /// <summary>What a getter or a typed entity asks for, from the type that the wire gave.</summary>
    public static object Convert(string name, object value, Type type) => (value, Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var (given, wanted) when wanted.IsInstanceOfType(given) => given,
        (string text, { IsEnum: true } wanted) => Enum.Parse(wanted, text),
        (int number, var wanted) when wanted == typeof(long) => (long)number,
        (int number, var wanted) when wanted == typeof(double) => (double)number,
        (int number, var wanted) when wanted == typeof(ulong) => unchecked((ulong)number),
        (long number, var wanted) when wanted == typeof(ulong) => unchecked((ulong)number),
        (DateTimeOffset instant, var wanted) when wanted == typeof(DateTime) => instant.UtcDateTime,
        (DateTime instant, var wanted) when wanted == typeof(DateTimeOffset) => new DateTimeOffset(instant),
        (DateTimeOffset instant, var wanted) when wanted == typeof(string) => Format(instant),
        (DateTime instant, var wanted) when wanted == typeof(string) => Format(instant),
        (byte[] bytes, var wanted) when wanted == typeof(BinaryData) => BinaryData.FromBytes(bytes),
        (BinaryData bytes, var wanted) when wanted == typeof(byte[]) => bytes.ToArray(),
        var (given, wanted) => throw new InvalidOperationException($"Cannot return {wanted} type for a {given.GetType()} typed property ({name})."),
    };

    public static string Format(DateTimeOffset instant) => instant.UtcDateTime.ToString(DateFormat, CultureInfo.InvariantCulture);

    /// <exception cref="NotSupportedException">The value is not UTC: which instant it means depends on the machine.</exception>
    public static string Format(DateTime instant) => instant.Kind == DateTimeKind.Utc
        ? instant.ToString(DateFormat, CultureInfo.InvariantCulture)
        : throw new NotSupportedException($"DateTime {instant:O} has a Kind of {instant.Kind}; Table Storage keeps UTC: give it DateTimeKind.Utc or use DateTimeOffset.");

    private static void WriteTyped(Utf8JsonWriter json, string name, string edmType, string value)
    {
        json.WriteString(name + PropertyNames.TypeSuffix, edmType);
        json.WriteString(name, value);
    }

    private static string Text(JsonElement json) => json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText();

    // The service marks a double by its decimal point, also where it is whole.
    private static object ReadNumber(JsonElement json)
    {
        if (!json.GetRawText().AsSpan().ContainsAny('.', 'e', 'E') && json.TryGetInt32(out var number)) return number;
        return json.GetDouble();
    }
}
