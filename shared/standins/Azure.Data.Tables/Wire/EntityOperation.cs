using Azure.Core;

namespace Azure.Data.Tables.Wire;

/// <summary>One change of one entity, sent alone or as part of a transaction.</summary>
internal sealed record EntityOperation(RequestMethod Method, string Path, ETag IfMatch, ReadOnlyMemory<byte>? Body, bool PreferNoContent)
{
    public static EntityOperation Add(string table, ITableEntity entity)
    {
        Check(entity);
        return new(RequestMethod.Post, table, default, EntityJson.Write(entity), PreferNoContent: true);
    }

    public static EntityOperation Update(string table, ITableEntity entity, ETag ifMatch, TableUpdateMode mode)
    {
        Check(entity);
        return new(Verb(mode), EntityPath.Entity(table, entity.PartitionKey, entity.RowKey), ifMatch, EntityJson.Write(entity), PreferNoContent: false);
    }

    /// <summary>Without <c>If-Match</c> the service inserts what is missing and changes what is there.</summary>
    public static EntityOperation Upsert(string table, ITableEntity entity, TableUpdateMode mode) => Update(table, entity, default, mode);

    public static EntityOperation Delete(string table, string partitionKey, string rowKey, ETag ifMatch)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        return new(RequestMethod.Delete, EntityPath.Entity(table, partitionKey, rowKey), OrAny(ifMatch), null, PreferNoContent: false);
    }

    public static EntityOperation Of(string table, TableTransactionAction action) => action.ActionType switch
    {
        TableTransactionActionType.Add => Add(table, action.Entity),
        TableTransactionActionType.UpdateMerge => Update(table, action.Entity, action.ETag, TableUpdateMode.Merge),
        TableTransactionActionType.UpdateReplace => Update(table, action.Entity, action.ETag, TableUpdateMode.Replace),
        TableTransactionActionType.Delete => Delete(table, action.Entity.PartitionKey, action.Entity.RowKey, action.ETag),
        TableTransactionActionType.UpsertMerge => Upsert(table, action.Entity, TableUpdateMode.Merge),
        TableTransactionActionType.UpsertReplace => Upsert(table, action.Entity, TableUpdateMode.Replace),
        _ => throw new ArgumentOutOfRangeException(nameof(action), action.ActionType, "This is no action of a table transaction."),
    };

    /// <summary>The headers, the same whether the operation is sent alone or in a transaction.</summary>
    public IEnumerable<(string Name, string Value)> Headers()
    {
        if (IfMatch != default) yield return ("If-Match", IfMatch.ToString());
        if (PreferNoContent) yield return ("Prefer", "return-no-content");
        if (Body is not null) yield return ("Content-Type", "application/json");
    }

    private static ETag OrAny(ETag ifMatch) => ifMatch == default ? ETag.All : ifMatch;

    private static RequestMethod Verb(TableUpdateMode mode) => mode switch
    {
        TableUpdateMode.Merge => RequestMethod.Patch,
        TableUpdateMode.Replace => RequestMethod.Put,
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "This is no way to update an entity."),
    };

    private static void Check(ITableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(entity.PartitionKey, nameof(ITableEntity.PartitionKey));
        ArgumentNullException.ThrowIfNull(entity.RowKey, nameof(ITableEntity.RowKey));
    }
}
