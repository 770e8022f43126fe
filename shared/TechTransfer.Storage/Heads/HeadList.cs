using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using TechTransfer.Kernel;

namespace TechTransfer.Storage.Heads;

/// <param name="Kind">The kind of aggregate, as in <c>case</c>.</param>
/// <param name="Id">The aggregate's id.</param>
/// <param name="Hash">SHA-256 in lower-case hexadecimal.</param>
internal sealed record Head(string Kind, string Id, string Hash);

/// <summary>Identifies a list, so that the next one can refer to it.</summary>
/// <param name="Name">Blob name.</param>
/// <param name="Sha256">Hash of the blob's bytes.</param>
internal sealed record ListName(string Name, string Sha256);

/// <summary>First line of a list. <c>Previous</c> is null in the first list of an app.</summary>
internal sealed record ListTop(string App, string System, DateTimeOffset At, ListName? Previous);

/// <summary>
/// A signed list of history heads: a first line about the list, a line for each head, and the signature over all lines before it. Each list
/// names the one before it. Lists go into a container whose blobs cannot be changed or deleted, so that a history rewritten in the tables
/// no longer matches its lists.
/// </summary>
internal sealed record HeadList(ListTop Top, IReadOnlyList<Head> Heads, bool IsSigned)
{
    public static async Task<ListName> WriteAsync(
        BlobContainerClient container,
        HeadKey key,
        ListTop top,
        IEnumerable<Head> heads,
        CancellationToken cancellation
    )
    {
        var text = new StringBuilder(Json.Write(top)).Append('\n');
        foreach (var head in heads)
            text.Append(Json.Write(head)).Append('\n');
        var signed = Encoding.UTF8.GetBytes(text.ToString());
        var signature = Json.Write(new Signed(Convert.ToBase64String(key.Sign(signed))));
        byte[] bytes = [.. signed, .. Encoding.UTF8.GetBytes($"{signature}\n")];
        // The hash keeps the names of two lists of the same instant apart.
        var sha256 = Ids.Sha256(bytes);
        var name =
            $"{Folder(DateOnly.FromDateTime(top.At.UtcDateTime))}{top.At.UtcDateTime.ToString("HHmmss.fffffff", CultureInfo.InvariantCulture)}-{sha256[..12]}.jsonl";
        using var content = new MemoryStream(bytes, writable: false);
        await BlobWriting.WriteAsync(
            container.GetBlockBlobClient(name),
            content,
            "application/jsonl",
            new() { IfNoneMatch = ETag.All },
            cancellation
        );
        return new(name, sha256);
    }

    /// <summary>Name prefix of a day's lists (UTC), as in <c>2026/07/31/</c>.</summary>
    public static string Folder(DateOnly day) => day.ToString("yyyy/MM/dd/", CultureInfo.InvariantCulture);

    /// <summary>Parses a list and checks its signature; null when it cannot be parsed.</summary>
    public static HeadList? Read(byte[] bytes, HeadKey key)
    {
        var end = bytes.AsSpan(0, Math.Max(0, bytes.Length - 1)).LastIndexOf((byte)'\n') + 1;
        if (end <= 0)
            return null;
        try
        {
            var lines = Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var signature = Convert.FromBase64String(Json.Read<Signed>(Encoding.UTF8.GetString(bytes.AsSpan(end))).Signature);
            return new(
                Json.Read<ListTop>(lines[0]),
                [.. lines.Skip(1).Select(Json.Read<Head>)],
                key.VerifySignature(bytes.AsSpan(0, end), signature)
            );
        }
        catch (Exception fault) when (fault is JsonException or FormatException)
        {
            return null;
        }
    }

    private sealed record Signed(string Signature);
}
