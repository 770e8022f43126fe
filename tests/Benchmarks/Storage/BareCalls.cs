using System.Security.Cryptography;
using System.Text;

namespace TechTransfer.Benchmarks.Storage;

/// <summary>
/// Repeats the recorded storage calls of a command for another contract with a plain HttpClient, to time the storage calls alone. Keeps
/// their order: a call starts only when those calls have ended that, in the recording, had ended before it started.
/// </summary>
public sealed class BareCalls : IDisposable
{
    private static readonly string[] NotRepeated =
    [
        "Authorization",
        "x-ms-date",
        "Date",
        "Content-Length",
        "traceparent",
        "Request-Id",
        "x-ms-client-request-id",
        "x-ms-return-client-request-id",
        "User-Agent",
        "Host",
    ];
    private readonly HttpClient client = new(new SocketsHttpHandler { UseCookies = false });
    private readonly string signature;

    /// <param name="connection">Connection string of the storage account. Its key signs one shared access signature for all calls.</param>
    public BareCalls(string connection)
    {
        var parts = connection
            .Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split('=', 2))
            .ToDictionary(p => p[0], p => p[1]);
        const string version = "2019-12-12",
            services = "bqt",
            types = "sco",
            permissions = "rwdlacup",
            until = "2100-01-01T00:00:00Z";
        var text = $"{parts["AccountName"]}\n{permissions}\n{services}\n{types}\n\n{until}\n\n\n{version}\n";
        var hash = HMACSHA256.HashData(Convert.FromBase64String(parts["AccountKey"]), Encoding.UTF8.GetBytes(text));
        signature =
            $"sv={version}&ss={services}&srt={types}&sp={permissions}&se={Uri.EscapeDataString(until)}&sig={Uri.EscapeDataString(Convert.ToBase64String(hash))}";
    }

    public void Dispose() => client.Dispose();

    /// <summary>Prepares recorded calls for another contract by replacing its ids in addresses and bodies.</summary>
    /// <param name="replaced">The recorded text and its replacement.</param>
    public IReadOnlyList<BareCall> Ready(IReadOnlyList<RecordedCall> recorded, IReadOnlyDictionary<string, string> replaced)
    {
        return
        [
            .. recorded.Select(
                (call, index) =>
                {
                    string Now(string text) =>
                        replaced.Aggregate(
                            text,
                            (t, r) =>
                                t.Replace(Uri.EscapeDataString(r.Key), Uri.EscapeDataString(r.Value), StringComparison.Ordinal)
                                    .Replace(r.Key, r.Value, StringComparison.Ordinal)
                        );
                    var isText = call.Headers.Any(h =>
                        h.Key == "Content-Type"
                        && (h.Value.Contains("json", StringComparison.Ordinal) || h.Value.Contains("multipart", StringComparison.Ordinal))
                    );
                    var uri = Now(call.Uri.AbsoluteUri);
                    return new BareCall(
                        index,
                        call,
                        new Uri($"{uri}{(uri.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{signature}"),
                        call.Body is null ? null
                            : isText ? Encoding.UTF8.GetBytes(Now(Encoding.UTF8.GetString(call.Body)))
                            : call.Body,
                        [.. call.Headers.Where(h => !NotRepeated.Contains(h.Key, StringComparer.OrdinalIgnoreCase))],
                        [
                            .. recorded
                                .SelectMany(c => c.Ended < call.Started ? c.ETags : [])
                                .Distinct()
                                .Where(tag => Mentions(call, tag))
                                .Select(tag => SourceOf(tag, call, recorded)),
                        ],
                        [.. recorded.Select((c, i) => (c, i)).Where(c => c.c.Ended < call.Started).Select(c => c.i)]
                    );
                }
            ),
        ];
    }

    /// <summary>Sends the calls. Throws when an answer differs from the recorded one, because the times would not be comparable.</summary>
    public async Task MakeAsync(IReadOnlyList<BareCall> calls)
    {
        var answered = new IReadOnlyList<string>[calls.Count];
        var running = new Task[calls.Count];
        for (var i = 0; i < calls.Count; i++)
            running[i] = MakeAsync(calls[i], [.. calls[i].After.Select(a => running[a])], answered);
        await Task.WhenAll(running);
    }

    private async Task MakeAsync(BareCall call, Task[] before, IReadOnlyList<string>[] answered)
    {
        await Task.WhenAll(before);
        using var request = new HttpRequestMessage(new(call.Recorded.Method), call.Uri);
        string Now(string text) =>
            call.Tags.Aggregate(text, (t, tag) => t.Replace(tag.Recorded, answered[tag.Call][tag.Position], StringComparison.Ordinal));
        if (call.Body is not null)
            request.Content = new ByteArrayContent(
                call.Tags.Count == 0 ? call.Body : Encoding.UTF8.GetBytes(Now(Encoding.UTF8.GetString(call.Body)))
            );
        foreach (var (name, value) in call.Headers)
        {
            var now = call.Tags.Count == 0 ? value : Now(value);
            if (name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
                request.Content?.Headers.TryAddWithoutValidation(name, now);
            else
                request.Headers.TryAddWithoutValidation(name, now);
        }
        using var response = await client.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        var tags = ETag.In(response.Headers.TryGetValues("ETag", out var header) ? header.First() : null, body);
        // A failed transaction is reported inside a successful response, which then has fewer ETags.
        if ((int)response.StatusCode != call.Recorded.Status || tags.Count != call.Recorded.ETags.Count)
        {
            throw new InvalidOperationException(
                $"{call.Recorded.Method} {call.Uri}: {(int)response.StatusCode} instead of {call.Recorded.Status}, or another answer. {body}"
            );
        }
        answered[call.Index] = tags;
    }

    // Rows written at the same instant can have the same ETag: prefer the call that concerned the same row.
    private static KnownTag SourceOf(string tag, RecordedCall call, IReadOnlyList<RecordedCall> recorded)
    {
        var sources = Enumerable
            .Range(0, recorded.Count)
            .Where(i => recorded[i].Ended < call.Started && recorded[i].ETags.Contains(tag))
            .ToArray();
        var text = call.Uri.AbsoluteUri + (call.Body is null ? "" : Encoding.UTF8.GetString(call.Body));
        var source = sources.LastOrDefault(
            i => text.Contains(recorded[i].Uri.GetLeftPart(UriPartial.Path), StringComparison.Ordinal),
            sources[^1]
        );
        return new(tag, source, recorded[source].ETags.ToList().IndexOf(tag));
    }

    private static bool Mentions(RecordedCall call, string tag) =>
        call.Headers.Any(h => h.Value.Contains(tag, StringComparison.Ordinal))
        || (call.Body is not null && Encoding.UTF8.GetString(call.Body).Contains(tag, StringComparison.Ordinal));
}

/// <summary>A recorded call, prepared for another contract.</summary>
/// <param name="Index">Position in the recording, counted from 0.</param>
/// <param name="Tags">ETags in the recorded request, to be replaced by those of this run.</param>
/// <param name="After">Indexes of the calls that must end before this one starts.</param>
public sealed record BareCall(
    int Index,
    RecordedCall Recorded,
    Uri Uri,
    byte[]? Body,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    IReadOnlyList<KnownTag> Tags,
    IReadOnlyList<int> After
);

/// <summary>An ETag in a recorded request, and the earlier answer that contained it.</summary>
/// <param name="Call">Index of the call with that answer.</param>
/// <param name="Position">Index of the ETag among those in the answer.</param>
public sealed record KnownTag(string Recorded, int Call, int Position);
