namespace Azure.Data.Tables.Wire;

/// <summary>Where the next page begins: the service's continuation headers, and the one token made of them.</summary>
internal static class Continuation
{
    private static readonly string[] Parts = ["NextPartitionKey", "NextRowKey", "NextTableName"];

    /// <summary>The token: the query part of the next request. Null after the last page.</summary>
    public static string? TokenOf(Response response)
    {
        var given = Parts
            .Select(part => (part, value: response.Headers.TryGetValue($"x-ms-continuation-{part}", out var value) ? value : null))
            .Where(pair => !string.IsNullOrEmpty(pair.value))
            .Select(pair => $"{pair.part}={Uri.EscapeDataString(pair.value!)}")
            .ToList();
        return given.Count == 0 ? null : string.Join('&', given);
    }

    /// <exception cref="FormatException">It is not a token of ours; nothing else may get into a query.</exception>
    public static string ToQuery(string token)
    {
        foreach (var part in token.Split('&'))
        {
            var pair = part.Split('=');
            if (pair.Length != 2 || !Parts.Contains(pair[0]) || Uri.EscapeDataString(Uri.UnescapeDataString(pair[1])) != pair[1])
            {
                throw new FormatException("This is no continuation token of a table query.");
            }
        }
        return token;
    }
}
