namespace Azure.Data.Tables;

public class TableTransactionAction
{
    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity)
        : this(actionType, entity, default)
    {
    }

    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity, ETag etag = default)
    {
        ActionType = actionType;
        Entity = entity;
        ETag = etag;
    }

    public TableTransactionActionType ActionType { get; }

    public ITableEntity Entity { get; }

    /// <summary>
    /// For updates and deletes. An update without one inserts what is missing, as the published package does:
    /// the service knows an update from an upsert by its ETag alone. Give <see cref="Azure.ETag.All"/> to update whatever is there.
    /// </summary>
    public ETag ETag { get; }
}
