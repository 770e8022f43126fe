using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TechTransfer.Hosting;
using TechTransfer.Kernel;

namespace TechTransfer.RewardCalculation.Tests;

/// <summary>An answer of a function.</summary>
internal sealed record Reply(int Status, string? Tag, JsonNode? Json)
{
    public string? Code => (string?)Json?["code"];

    /// <summary>Path and code of every field that a problem names.</summary>
    public IReadOnlyList<(string Path, string Code)> Errors => [.. (Json?["errors"]?.AsArray() ?? []).Select(e => ((string)e!["path"]!, (string)e["code"]!))];
}

/// <summary>Calls functions without a server.</summary>
internal static class Http
{
    private static readonly IServiceProvider Logging = new ServiceCollection().AddLogging().BuildServiceProvider();

    public static Caller Company { get; } = Of("company-e1", Role.Company, Tell.Company);
    public static Caller Office { get; } = Of("office-u1", Role.Office, Tell.University);
    public static Caller Stranger { get; } = Of("company-e2", Role.Company, Tell.OtherCompany);
    public static Caller Finance { get; } = Of("finance-a", Role.Finance);
    public static Caller Officer { get; } = Of("policy", Role.Policy);
    public static Caller Auditor { get; } = Of("auditor", Role.Auditor);

    public static Caller Of(string name, Role role, string? organisation = null) => new(name, name, new HashSet<Role> { role }, organisation);

    public static Task<Reply> GetAsync(Func<HttpRequest, CancellationToken, Task<IResult>> function, Caller caller, string path) => CallAsync(function, caller, "GET", path, null, null, null);

    public static Task<Reply> PostAsync(Func<HttpRequest, CancellationToken, Task<IResult>> function, Caller caller, string path, JsonNode body) => CallAsync(function, caller, "POST", path, body, null, null);

    public static Task<Reply> PutAsync(Func<HttpRequest, CancellationToken, Task<IResult>> function, Caller caller, string path, JsonNode body, string? tag = null, string? key = null) =>
        CallAsync(function, caller, "PUT", path, body, tag, key ?? Path.GetRandomFileName());

    private static async Task<Reply> CallAsync(Func<HttpRequest, CancellationToken, Task<IResult>> function, Caller caller, string method, string path, JsonNode? body, string? tag, string? key)
    {
        var http = new DefaultHttpContext { RequestServices = Logging };
        http.Features.Set(caller);
        var request = http.Request;
        var parts = path.Split('?', 2);
        (request.Method, request.Path) = (method, parts[0]);
        if (parts.Length == 2) request.QueryString = new("?" + parts[1]);
        request.Headers.AcceptLanguage = "en";
        if (key is not null) request.Headers["Idempotency-Key"] = key;
        if (tag is not null) request.Headers.IfMatch = tag;
        if (body is not null) (request.Body, request.ContentType) = (new MemoryStream(Encoding.UTF8.GetBytes(body.ToJsonString())), "application/json");
        using var answer = new MemoryStream();
        http.Response.Body = answer;
        try
        {
            await (await function(request, CancellationToken.None)).ExecuteAsync(http);
        }
        catch (ProblemException exception)
        {
            // What the middleware makes of it in the app.
            await new ProblemResult(exception.Problem).ExecuteAsync(http);
        }
        return new(http.Response.StatusCode, http.Response.Headers.ETag, answer.Length > 0 ? JsonNode.Parse(answer.ToArray()) : null);
    }
}
