using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TechTransfer.EndToEnd.HttpFiles;

/// <summary>Sends the requests of an .http file from top to bottom.</summary>
/// <param name="tokens">The value for <c>{{$dotenv NAME}}</c>.</param>
/// <param name="moved">The real address of an app for the address in the file, as in http://127.0.0.1:7071.</param>
internal sealed partial class HttpFilePlayer(Func<string, string> tokens, IReadOnlyDictionary<string, Uri> moved) : IDisposable
{
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromMinutes(5) };

    /// <summary>Sends all requests and asserts that each has the status in its title.</summary>
    /// <param name="beforeReading">Awaited before each GET, to give messages the time that a slow human reader would give them.</param>
    public async Task PlayAsync(HttpFile file, Func<Task> beforeReading)
    {
        var answers = new Dictionary<string, (JsonNode? Body, HttpResponseHeaders Headers)>();
        foreach (var request in file.Requests)
        {
            if (request.Method == "GET")
                await beforeReading();
            using var message = Message(file, request, text => Fill(text, file, answers));
            using var answer = await http.SendAsync(message);
            var content = await answer.Content.ReadAsStringAsync();
            var status = (int)answer.StatusCode;
            Assert.True(
                request.Status is { } named ? status == named : answer.IsSuccessStatusCode,
                $"{Path.GetFileName(file.Path)}:{request.Line} '{request.Title}' ({message.Method} {message.RequestUri}) was answered {status}: {content[..Math.Min(content.Length, 1500)]}"
            );
            if (request.Name is { } name)
                answers[name] = (
                    answer.Content.Headers.ContentType?.MediaType == "application/json" ? JsonNode.Parse(content) : null,
                    answer.Headers
                );
        }
    }

    public void Dispose() => http.Dispose();

    private HttpRequestMessage Message(HttpFile file, HttpFileRequest request, Func<string, string> fill)
    {
        var address = fill(request.Url);
        foreach (var (written, real) in moved)
            address = address.Replace(written, real.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
        var message = new HttpRequestMessage(new(request.Method), address);
        if (request.BodyFile is { } body)
            message.Content = new ByteArrayContent(File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(file.Path)!, body)));
        else if (request.Body is { } text)
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(fill(text)));
        foreach (var (name, value) in request.Headers)
        {
            if (name == "Content-Type")
                message.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            else
                message.Headers.Add(name, fill(value));
        }
        return message;
    }

    private string Fill(string text, HttpFile file, Dictionary<string, (JsonNode? Body, HttpResponseHeaders Headers)> answers) =>
        Braces()
            .Replace(
                text,
                match =>
                {
                    var word = match.Groups[1].Value;
                    if (word == "$guid")
                        return Guid.NewGuid().ToString();
                    if (DotEnv().Match(word) is { Success: true } secret)
                        return tokens(secret.Groups[1].Value);
                    if (Date().Match(word) is { Success: true } date)
                    {
                        var day = TimeProvider
                            .System.GetUtcNow()
                            .AddDays(date.Groups[2].Success ? int.Parse(date.Groups[2].ValueSpan, CultureInfo.InvariantCulture) : 0);
                        return day.ToString(date.Groups[1].Value == "YYYY" ? "yyyy" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
                    }
                    if (InHeader().Match(word) is { Success: true } header)
                        return answers[header.Groups[1].Value].Headers.GetValues(header.Groups[2].Value).Single();
                    if (InBody().Match(word) is { Success: true } body)
                        return (
                            Step().Matches(body.Groups[2].Value).Aggregate(answers[body.Groups[1].Value].Body, Into)
                            ?? throw new FormatException($"{word} leads to nothing.")
                        ).ToString();
                    return file.Variables.TryGetValue(word, out var value)
                        ? Fill(value, file, answers)
                        : throw new FormatException($"{word} is not known.");
                }
            );

    private static JsonNode? Into(JsonNode? node, Match step) =>
        step.Groups[1].Success ? node?[step.Groups[1].Value] : node?[int.Parse(step.Groups[2].ValueSpan, CultureInfo.InvariantCulture)];

    [GeneratedRegex(@"\{\{(.+?)\}\}")]
    private static partial Regex Braces();

    [GeneratedRegex(@"^\$dotenv ([A-Z0-9_]+)$")]
    private static partial Regex DotEnv();

    [GeneratedRegex(@"^\$datetime '(YYYY|YYYY-MM-DD)'(?: (-?\d+) d)?$")]
    private static partial Regex Date();

    [GeneratedRegex(@"^(\w+)\.response\.headers\.([A-Za-z-]+)$")]
    private static partial Regex InHeader();

    [GeneratedRegex(@"^(\w+)\.response\.body\.\$((?:\.\w+|\[\d+\])+)$")]
    private static partial Regex InBody();

    [GeneratedRegex(@"\.(\w+)|\[(\d+)\]")]
    private static partial Regex Step();
}
