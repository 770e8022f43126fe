using System.Text;
using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Core.Pipeline;

namespace TechTransfer.Benchmarks.Imports;

/// <param name="Of">Id of the aggregate; calls with the same id must run one after the other.</param>
/// <param name="Headers">Headers without date and signature.</param>
internal sealed record TableCall(
    string Of,
    string Method,
    string PathAndQuery,
    IReadOnlyList<(string Name, string Value)> Headers,
    byte[]? Body
);

/// <summary>Records every call to tables and counts the other storage calls.</summary>
internal sealed partial class Recording : HttpPipelinePolicy
{
    private readonly List<TableCall> calls = [];
    private static readonly string[] Kept =
    [
        "Accept",
        "Content-Type",
        "Prefer",
        "If-Match",
        "x-ms-version",
        "DataServiceVersion",
        "MaxDataServiceVersion",
    ];

    public IReadOnlyList<TableCall> Calls => calls;

    /// <summary>Number of calls to blobs and queues.</summary>
    public int Others { get; private set; }

    /// <summary>The table calls that are made for each row, by method and table.</summary>
    public string PerRow(int rows, string app) =>
        string.Join(
            ", ",
            calls
                .GroupBy(c =>
                    c.PathAndQuery.IndexOf(app, StringComparison.OrdinalIgnoreCase) is >= 0 and var at
                        ? $"{c.Method} {Table().Match(c.PathAndQuery[(at + app.Length)..]).Value}"
                        : "transaction"
                )
                .Where(g => g.Count() >= rows / 2)
                .OrderByDescending(g => g.Count())
                .Select(g => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{g.Key} {(double)g.Count() / rows:0.00}"))
        );

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Write(message.Request);
        await ProcessNextAsync(message, pipeline);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Storage calls are asynchronous.");

    private void Write(Request request)
    {
        byte[]? body = null;
        if (request.Content is { } content)
        {
            using var copy = new MemoryStream();
            content.WriteTo(copy, CancellationToken.None);
            body = copy.ToArray();
        }
        var uri = request.Uri.ToUri();
        var headers = Kept.Select(name => (Name: name, Value: request.Headers.TryGetValue(name, out var value) ? value : null))
            .Where(h => h.Value is not null)
            .Select(h => (h.Name, h.Value!))
            .ToArray();
        var of = Aggregate().Match(Uri.UnescapeDataString(uri.PathAndQuery) + (body is null ? "" : Encoding.UTF8.GetString(body))).Value;
        lock (calls)
        {
            if (request.Headers.Contains("DataServiceVersion") || request.Headers.Contains("MaxDataServiceVersion"))
                calls.Add(new(of, request.Method.Method, uri.PathAndQuery, headers, body));
            else
                Others++;
        }
    }

    [GeneratedRegex("[A-Za-z$]+")]
    private static partial Regex Table();

    // Ids of aggregates have 26 characters of base 32.
    [GeneratedRegex("(?<![0-9a-z])[0-9a-hjkmnp-tv-z]{26}(?![0-9a-z])")]
    private static partial Regex Aggregate();
}
