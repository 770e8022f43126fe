namespace TechTransfer.Testing.Proxies;

/// <summary>The three services of a storage account.</summary>
public enum StorageService
{
    Blob,
    Queue,
    Table,
}

/// <summary>One call of an app to its storage, repeats by the client included.</summary>
/// <param name="Number">Counts from 1, over all three services.</param>
/// <param name="Service">Which of them.</param>
/// <param name="Method">Of HTTP.</param>
/// <param name="Path">As it was sent, without account and query: <c>/contractsAggregates(PartitionKey='1',RowKey='state')</c>.</param>
/// <param name="Operation">
/// What is done to what: <c>transaction contractsAggregates</c>, <c>insert contractsPending</c>, <c>put a-documents?comp=lease</c>.
/// </param>
/// <param name="Writes">The call changes something.</param>
/// <param name="Creates">The call fails if the thing exists: a 409 is one of its answers.</param>
/// <param name="IsConditional">The call names the version that it expects: a 412 is one of its answers.</param>
public sealed record StorageCall(
    int Number,
    StorageService Service,
    string Method,
    string Path,
    string Operation,
    bool Writes,
    bool Creates,
    bool IsConditional
)
{
    /// <summary>A group of changes of which all happen or none.</summary>
    public bool IsTransaction => Service == StorageService.Table && Path == "/$batch";

    internal static StorageCall Of(
        int number,
        StorageService service,
        string method,
        string target,
        Func<string, string> header,
        string transaction
    )
    {
        var (path, query) = Parts(target);
        var parameters = query.Split('&').Select(p => p.Split('=', 2)).ToLookup(p => p[0], p => p[^1]);
        var comp = parameters["comp"].FirstOrDefault();
        var isTransaction = service == StorageService.Table && path == "/$batch";
        var lines = transaction.Split('\n');
        var first = path.TrimStart('/').Split('/', '(')[0];
        var messages = service == StorageService.Queue && path.EndsWith("/messages", StringComparison.Ordinal) ? "/messages" : "";
        // To take messages is to hide them from others.
        var writes = method is not ("GET" or "HEAD") || (messages.Length > 0 && !parameters.Contains("peekonly"));
        var what = service switch
        {
            StorageService.Table when isTransaction => $"transaction {lines.Select(TableOf).FirstOrDefault(t => t.Length > 0)}",
            StorageService.Table => $"{VerbOf(method)} {first}",
            _ => $"{method.ToLowerInvariant()} {first}{messages}{(comp is null ? "" : $"?comp={comp}")}",
        };
        var creates = service switch
        {
            StorageService.Table when isTransaction => lines.Any(l => l.StartsWith("POST ", StringComparison.Ordinal)),
            StorageService.Table => method == "POST",
            StorageService.Blob => method == "PUT" && (parameters["restype"].Contains("container") || header("If-None-Match") == "*"),
            _ => false,
        };
        bool Expects(string value) => value.Trim() is { Length: > 0 } and not "*";
        var isConditional =
            Expects(header("If-Match")) || lines.Any(l => l.StartsWith("If-Match:", StringComparison.OrdinalIgnoreCase) && Expects(l[9..]));
        return new(number, service, method, path, what, writes, creates, isConditional);
    }

    private static (string Path, string Query) Parts(string target)
    {
        var end = target.IndexOf('?', StringComparison.Ordinal) is var at and >= 0 ? at : target.Length;
        var account = target.IndexOf('/', 1) is var slash and > 0 && slash < end ? slash : end;
        return (target[account..end], target[end..].TrimStart('?'));
    }

    // A line of a transaction is POST http://127.0.0.1:10002/devstoreaccount1/contractsAggregates(PartitionKey='1',RowKey='state') HTTP/1.1
    private static string TableOf(string line) =>
        line.Split(' ') is [not "", var address, _] && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Segments.Length > 2
            ? uri.Segments[2].Split('(')[0]
            : "";

    private static string VerbOf(string method) =>
        method switch
        {
            "POST" => "insert",
            "PUT" => "replace",
            "PATCH" or "MERGE" => "merge",
            "GET" => "read",
            _ => method.ToLowerInvariant(),
        };
}
