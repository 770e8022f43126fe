namespace TechTransfer.Storage.Aggregates;

/// <summary>Kind and id together form the aggregate's partition key.</summary>
internal readonly record struct AggregateName(string Kind, string Id)
{
    public string Partition => $"{Kind}|{Id}";

    public static AggregateName Of(string partition)
    {
        var parts = partition.Split('|', 2);
        return new(parts[0], parts[1]);
    }
}
