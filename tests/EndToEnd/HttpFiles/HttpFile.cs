using System.Text.RegularExpressions;

namespace TechTransfer.EndToEnd.HttpFiles;

/// <param name="Title">The text after <c>###</c>.</param>
/// <param name="Name">The name by which later requests refer to its answer; null for none.</param>
/// <param name="Line">Number of its first line, counted from 1.</param>
/// <param name="Body">Body text before variables are replaced; null for no body or a body from a file.</param>
/// <param name="BodyFile">Path of the body's file, relative to the .http file; null for none.</param>
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
    /// <summary>The expected status at the end of the title, as in "… (409)"; null when any 2xx is expected.</summary>
    public int? Status =>
        HttpFile.NamedStatus().Match(Title) is { Success: true } match
            ? int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)
            : null;
}

/// <summary>
/// An .http file in the format of common editors, as far as docs/http uses it: <c>###</c> before each request, <c># @name</c>, <c>@variable
/// = value</c>, headers, and a body as text or <c>&lt; file</c>.
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
