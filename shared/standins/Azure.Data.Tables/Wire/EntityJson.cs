using System.Text.Json;

namespace Azure.Data.Tables.Wire;

/// <summary>Entities in the service's JSON (OData 3, minimal metadata).</summary>
internal static class EntityJson
{
    public static ReadOnlyMemory<byte> Write(ITableEntity entity)
    {
        var values = entity is TableEntity bag ? bag : EntityShape.Of(entity.GetType()).Values(entity);
        using var buffer = new MemoryStream();
        // The writer escapes all but ASCII, which must stay so: Azurite garbles a character that falls between two chunks of a body.
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, value) in values)
            {
                // The service keeps no nulls, and time stamp and ETag are its own.
                if (value is null || name is PropertyNames.Timestamp or PropertyNames.ETag) continue;
                EdmValue.Write(json, name, value);
            }
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    public static T Read<T>(JsonElement json)
        where T : class, ITableEntity
    {
        var values = ReadValues(json);
        // Asking for the interface gives the bag: there is no other class to choose.
        return typeof(T) == typeof(TableEntity) || typeof(T) == typeof(ITableEntity)
            ? (T)(ITableEntity)new TableEntity(values)
            : (T)EntityShape.Of(typeof(T)).Create(values);
    }

    public static List<T> ReadPage<T>(JsonElement json)
        where T : class, ITableEntity => [.. json.GetProperty("value").EnumerateArray().Select(Read<T>)];

    private static Dictionary<string, object> ReadValues(JsonElement json)
    {
        var types = json.EnumerateObject()
            .Where(member => member.Name.EndsWith(PropertyNames.TypeSuffix, StringComparison.Ordinal))
            .ToDictionary(member => member.Name[..^PropertyNames.TypeSuffix.Length], member => member.Value.GetString());
        var values = new Dictionary<string, object>();
        foreach (var member in json.EnumerateObject())
        {
            if (member.Name == PropertyNames.Metadata || member.Name.EndsWith(PropertyNames.TypeSuffix, StringComparison.Ordinal)) continue;
            // The time stamp is a time even where the server does not say so.
            var type = types.GetValueOrDefault(member.Name) ?? (member.Name == PropertyNames.Timestamp ? "Edm.DateTime" : null);
            if (EdmValue.Read(member.Value, type) is { } value) values[member.Name] = value;
        }
        return values;
    }
}
