using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace TechTransfer.Benchmarks.Imports;

/// <summary>
/// Sends recorded table calls again with only an HTTP client and a signature, to other tables whose names have the same length.
/// </summary>
internal sealed partial class Replay(string connection, string from, string to) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 64 });
    private readonly Uri endpoint = new(Part(connection, "TableEndpoint"));
    private readonly string account = Part(connection, "AccountName");
    private readonly byte[] key = Convert.FromBase64String(Part(connection, "AccountKey"));
    private int unexpected;

    /// <summary>Number of calls with an error status, other than 404 for a read.</summary>
    public int Unexpected => unexpected;

    public async Task RunAsync(IReadOnlyList<TableCall> calls, int parallel) =>
        await Parallel.ForEachAsync(
            calls.GroupBy(c => c.Of),
            new ParallelOptions { MaxDegreeOfParallelism = parallel },
            async (group, cancellation) =>
            {
                foreach (var call in group)
                    await SendAsync(call, cancellation);
            }
        );

    public void Dispose() => http.Dispose();

    private async Task SendAsync(TableCall call, CancellationToken cancellation)
    {
        var target = new Uri(endpoint, call.PathAndQuery.Replace(from, to, StringComparison.Ordinal));
        using var request = new HttpRequestMessage(new(call.Method), target);
        var date = TimeProvider.System.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        request.Headers.TryAddWithoutValidation("x-ms-date", date);
        using var hmac = new HMACSHA256(key);
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"SharedKeyLite {account}:{Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes($"{date}\n/{account}{target.AbsolutePath}")))}"
        );
        if (call.Body is { } body)
        {
            // The recorded ETags do not fit the new rows, so every condition becomes *. Table names are replaced by names of the same
            // length.
            var text = Tags().Replace(Encoding.UTF8.GetString(body).Replace(from, to, StringComparison.Ordinal), "If-Match: *");
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        }
        foreach (var (name, value) in call.Headers)
        {
            if (name == "Content-Type")
                request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            else
                request.Headers.TryAddWithoutValidation(name, name == "If-Match" ? "*" : value);
        }
        using var response = await http.SendAsync(request, cancellation);
        await response.Content.ReadAsByteArrayAsync(cancellation);
        // Reading a row that does not exist yet is a normal part of an import.
        if (!response.IsSuccessStatusCode && !(call.Method == "GET" && (int)response.StatusCode == 404))
            Interlocked.Increment(ref unexpected);
    }

    private static string Part(string connection, string name) =>
        connection.Split(';').Select(p => p.Split('=', 2)).First(p => p[0] == name)[1];

    [GeneratedRegex("If-Match: [^\r\n]+")]
    private static partial Regex Tags();
}
