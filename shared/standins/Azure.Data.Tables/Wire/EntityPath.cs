namespace Azure.Data.Tables.Wire;

/// <summary>The paths of the service's resources, escaped.</summary>
internal static class EntityPath
{
    public static string Entities(string table, string query = "") => $"{table}(){query}";

    public static string Entity(string table, string partitionKey, string rowKey) =>
        $"{table}(PartitionKey={Quote(partitionKey)},RowKey={Quote(rowKey)})";

    public static string Table(string table) => $"Tables({Quote(table)})";

    /// <summary>The query string of what is given; <paramref name="continuation"/> is one already.</summary>
    public static string Query(string? filter, int? top, IEnumerable<string>? select, string? continuation)
    {
        List<string> parts = [];
        if (!string.IsNullOrEmpty(filter)) parts.Add($"$filter={Uri.EscapeDataString(filter)}");
        if (top is not null) parts.Add(FormattableString.Invariant($"$top={top}"));
        if (select is not null && string.Join(',', select) is { Length: > 0 } names) parts.Add($"$select={Uri.EscapeDataString(names)}");
        if (continuation is not null) parts.Add(Continuation.ToQuery(continuation));
        return parts.Count == 0 ? "" : $"?{string.Join('&', parts)}";
    }

    private static string Quote(string key) => $"'{Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal))}'";
}
