namespace TechTransfer.Testing.Proxies;

public enum StorageService
{
    Blob,
    Queue,
    Table,
}

/// <summary>One HTTP request of an app to its storage. Each retry of the Azure SDK is a call too.</summary>
/// <param name="Number">Counts from 1 over all three services.</param>
/// <param name="Path">
/// As sent, without account and query: <c>/contractsAggregates(PartitionKey='1',RowKey='state')</c>.
/// </param>
/// <param name="Operation">
/// Verb and target: <c>transaction contractsAggregates</c>, <c>insert contractsPending</c>, <c>put a-documents?comp=lease</c>.
/// </param>
/// <param name="Writes">Whether the call changes something, which includes taking queue messages.</param>
/// <param name="Creates">Whether the call fails if the item exists, so that 409 is a possible answer.</param>
/// <param name="IsConditional">Whether the call has an If-Match condition, so that 412 is a possible answer.</param>
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
    /// <summary>Whether the call is a batch of table changes that succeed or fail together.</summary>
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
        // Taking messages from a queue counts as a write, because it hides them from other readers.
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

    // A line to parse: POST http://127.0.0.1:10002/devstoreaccount1/contractsAggregates(PartitionKey='1',RowKey='state') HTTP/1.1
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
