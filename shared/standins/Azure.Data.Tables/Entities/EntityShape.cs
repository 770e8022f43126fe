using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Serialization;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables;

/// <summary>How a class of the caller's maps to properties: its public properties, renamed or left out by data-contract attributes.</summary>
internal sealed class EntityShape
{
    private static readonly ConcurrentDictionary<Type, EntityShape> Known = new();

    private readonly Type _type;
    private readonly IReadOnlyList<(string Name, PropertyInfo Property)> _properties;

    private EntityShape(Type type)
    {
        _type = type;
        _properties = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
            .Where(property => !property.IsDefined(typeof(IgnoreDataMemberAttribute)))
            .Where(property => property.Name is not (nameof(ITableEntity.PartitionKey) or nameof(ITableEntity.RowKey)
                or nameof(ITableEntity.Timestamp) or nameof(ITableEntity.ETag)))
            .Select(property => (NameOf(property), property))];
    }

    public static EntityShape Of(Type type) => Known.GetOrAdd(type, static type => new EntityShape(type));

    /// <summary>The name that a property has on the wire.</summary>
    public static string NameOf(MemberInfo property) =>
        property.GetCustomAttribute<DataMemberAttribute>()?.Name is { Length: > 0 } given ? given : property.Name;

    public IEnumerable<KeyValuePair<string, object?>> Values(ITableEntity entity)
    {
        yield return new(PropertyNames.PartitionKey, entity.PartitionKey);
        yield return new(PropertyNames.RowKey, entity.RowKey);
        foreach (var (name, property) in _properties)
        {
            var value = property.GetValue(entity);
            yield return new(name, value is Enum member ? member.ToString() : value);
        }
    }

    public ITableEntity Create(IReadOnlyDictionary<string, object> values)
    {
        var entity = (ITableEntity)Activator.CreateInstance(_type)!;
        if (values.TryGetValue(PropertyNames.PartitionKey, out var partitionKey)) entity.PartitionKey = (string)partitionKey;
        if (values.TryGetValue(PropertyNames.RowKey, out var rowKey)) entity.RowKey = (string)rowKey;
        if (values.TryGetValue(PropertyNames.Timestamp, out var timestamp)) entity.Timestamp = (DateTimeOffset)timestamp;
        if (values.TryGetValue(PropertyNames.ETag, out var etag)) entity.ETag = new ETag((string)etag);
        foreach (var (name, property) in _properties)
        {
            if (property.SetMethod is { IsPublic: true } && values.TryGetValue(name, out var value))
            {
                property.SetValue(entity, EdmValue.Convert(name, value, property.PropertyType));
            }
        }
        return entity;
    }
}
