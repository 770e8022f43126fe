using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables.Tests.Interop;

/// <summary>An entity in the form that both clients' values are brought to for comparison.</summary>
internal sealed record WireEntity(string PartitionKey, string RowKey, SortedDictionary<string, WireValue> Properties)
{
    public string? Etag { get; init; }

    public static WireEntity Of(TableEntity entity) => new(
        entity.PartitionKey,
        entity.RowKey,
        new(entity.Where(property => property.Key is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag"))
            .ToDictionary(property => property.Key, property => WireValue.Of(property.Value)), StringComparer.Ordinal))
    {
        Etag = entity.ETag.ToString(),
    };
}

/// <summary>A value as the name of its EDM type and its text.</summary>
internal sealed record WireValue(string Type, string Value)
{
    public static WireValue Of(object value) => value switch
    {
        string text => new("String", text),
        bool flag => new("Boolean", flag ? "true" : "false"),
        int number => new("Int32", number.ToString(CultureInfo.InvariantCulture)),
        long number => new("Int64", number.ToString(CultureInfo.InvariantCulture)),
        double number => new("Double", number.ToString("R", CultureInfo.InvariantCulture)),
        Guid guid => new("Guid", guid.ToString("D")),
        DateTimeOffset instant => new("DateTime", instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture)),
        byte[] bytes => new("Binary", Convert.ToBase64String(bytes)),
        BinaryData bytes => new("Binary", Convert.ToBase64String(bytes.ToMemory().Span)),
        _ => throw new ArgumentException($"{value.GetType()} is no EDM type."),
    };

    /// <summary>The same number in JavaScript's spelling is the same value.</summary>
    public WireValue Normalised() => Type switch
    {
        "Double" => Of(double.Parse(Value, CultureInfo.InvariantCulture)),
        "DateTime" => Of(DateTimeOffset.Parse(Value, CultureInfo.InvariantCulture)),
        _ => this,
    };
}

internal static class Wire
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
}
