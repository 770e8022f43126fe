namespace Azure.Data.Tables.Wire;

/// <summary>The names that the service gives to what is not a property of the caller's own.</summary>
internal static class PropertyNames
{
    public const string PartitionKey = "PartitionKey";
    public const string RowKey = "RowKey";
    public const string Timestamp = "Timestamp";
    public const string ETag = "odata.etag";
    public const string Metadata = "odata.metadata";
    public const string TypeSuffix = "@odata.type";
}
