using System.Text.RegularExpressions;

namespace TechTransfer.EndToEnd.HttpFiles;

/// <summary>One request of a file.</summary>
/// <param name="Title">What stands behind its ###.</param>
/// <param name="Name">What later requests know its answer by; null if it has none.</param>
/// <param name="Line">Where it begins in the file, from 1.</param>
/// <param name="Body">Text, variables not yet put in; null when there is none or it stands in a file.</param>
/// <param name="BodyFile">A file beside the .http file; null when there is none.</param>
internal sealed record HttpFileRequest(
    string Title,
    string? Name,
    int Line,
    string Method,
    string Url,
    IReadOnlyList<(string Name, string Value)> Headers,
    string? Body,
    string? BodyFile
)
{
    /// <summary>The status that the title names, as in "… (409)"; null for any of success.</summary>
    public int? Status =>
        HttpFile.NamedStatus().Match(Title) is { Success: true } match
            ? int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)
            : null;
}

/// <summary>
/// A file of requests, as far as docs/http uses the form that editors play: <c>###</c> before each request, <c># @name</c>, <c>@variable =
/// value</c>, headers, a body in place or <c>&lt; file</c>.
/// </summary>
internal sealed partial record HttpFile(string Path, IReadOnlyDictionary<string, string> Variables, IReadOnlyList<HttpFileRequest> Requests)
{
    public static async Task<HttpFile> ReadAsync(string path)
    {
        var variables = new Dictionary<string, string>();
        var requests = new List<HttpFileRequest>();
        var lines = await File.ReadAllLinesAsync(path);
        for (var at = 0; at < lines.Length; )
        {
            if (!lines[at].StartsWith("###", StringComparison.Ordinal))
                throw new FormatException($"{path}:{at + 1}: a ### was expected.");
            var first = at;
            for (at++; at < lines.Length && !lines[at].StartsWith("###", StringComparison.Ordinal); )
                at++;
            if (Block(lines[first..at], first + 1, variables) is { } request)
                requests.Add(request);
        }
        return new(path, variables, requests);
    }

    [GeneratedRegex(@"\((\d{3})\)$")]
    public static partial Regex NamedStatus();

    private static HttpFileRequest? Block(string[] lines, int number, Dictionary<string, string> variables)
    {
        var (title, at, name) = (lines[0].TrimStart('#').Trim(), 1, (string?)null);
        for (; at < lines.Length && (lines[at].Length == 0 || lines[at][0] is '#' or '@'); at++)
        {
            if (Named().Match(lines[at]) is { Success: true } named)
                name = named.Groups[1].Value;
            else if (Variable().Match(lines[at]) is { Success: true } variable)
                variables[variable.Groups[1].Value] = variable.Groups[2].Value;
        }
        if (at == lines.Length)
            return null;
        if (lines[at].Split(' ', 2) is not [var method, var url])
            throw new FormatException($"line {number + at}: a method and an address were expected.");

        var headers = new List<(string, string)>();
        for (at++; at < lines.Length && lines[at].Length > 0; at++)
        {
            headers.Add(
                lines[at].Split(": ", 2) is [var header, var value]
                    ? (header, value)
                    : throw new FormatException($"line {number + at}: a header was expected.")
            );
        }
        var body = string.Join('\n', lines[at..]).Trim();
        return body.StartsWith("< ", StringComparison.Ordinal)
            ? new(title, name, number, method, url, headers, null, body[2..])
            : new(title, name, number, method, url, headers, body.Length == 0 ? null : body, null);
    }

    [GeneratedRegex(@"^# @name (\w+)$")]
    private static partial Regex Named();

    [GeneratedRegex("^@([A-Za-z]+) = (.+)$")]
    private static partial Regex Variable();
}
