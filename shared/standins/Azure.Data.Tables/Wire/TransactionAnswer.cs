using System.Globalization;
using System.Text;

namespace Azure.Data.Tables.Wire;

/// <summary>The answer to a transaction: a multipart batch whose change set holds an HTTP response for each action, or the one that failed.</summary>
internal static class TransactionAnswer
{
    public static IReadOnlyList<Response> Read(Response response)
    {
        var text = response.Content.ToString();
        return [.. Parts(text, Boundary(response.Headers.ContentType))
            .SelectMany(Responses)
            .Select(part => ReadResponse(part, response.ClientRequestId))];
    }

    // A part of the batch is the change set; where the service refuses the change set as a whole, it is that one response.
    private static IEnumerable<string> Responses((Dictionary<string, string> Headers, string Body) part)
    {
        var type = part.Headers.GetValueOrDefault("Content-Type");
        return type?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true
            ? Parts(part.Body, Boundary(type)).Select(inner => inner.Body)
            : [part.Body];
    }

    private static TransactionResponse ReadResponse(string text, string requestId)
    {
        // Azurite repeats the boundary before the status line when it refuses a batch as a whole.
        var start = text.IndexOf("HTTP/", StringComparison.Ordinal);
        if (start < 0) throw new FormatException("The answer to an action of a transaction has no status.");
        var (head, body) = Divide(text[start..]);
        var lines = head.Split('\n', 2);
        // "HTTP/1.1 204 No Content"
        var status = lines[0].Trim().Split(' ', 3);
        return new TransactionResponse(
            int.Parse(status[1], CultureInfo.InvariantCulture),
            status.Length > 2 ? status[2] : "",
            lines.Length > 1 ? Headers(lines[1]) : [],
            Encoding.UTF8.GetBytes(body),
            requestId);
    }

    private static IEnumerable<(Dictionary<string, string> Headers, string Body)> Parts(string text, string boundary)
    {
        foreach (var part in text.Split($"--{boundary}").Skip(1))
        {
            if (part.StartsWith("--", StringComparison.Ordinal)) yield break;
            var (head, body) = Divide(part.TrimStart('\r', '\n'));
            yield return (Headers(head), body);
        }
    }

    private static (string Head, string Body) Divide(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return end < 0 ? (text, "") : (text[..end], text[(end + 4)..].TrimEnd('\r', '\n'));
    }

    private static Dictionary<string, string> Headers(string text)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0) headers[line[..colon]] = line[(colon + 1)..].Trim();
        }
        return headers;
    }

    private static string Boundary(string? contentType)
    {
        const string name = "boundary=";
        var start = contentType?.IndexOf(name, StringComparison.OrdinalIgnoreCase) ?? -1;
        return start < 0
            ? throw new FormatException("The answer to a transaction has no multipart boundary.")
            : contentType![(start + name.Length)..].Split(';')[0].Trim().Trim('"');
    }
}
