using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Problems;

namespace TechTransfer.Hosting.Problems;

/// <summary>Answers a request with a problem (RFC 9457), in the language that the client prefers.</summary>
public sealed class ProblemResult(Problem problem) : IResult
{
    /// <summary>Differs from <c>application/json</c>, so that clients recognise a problem by its type (RFC 9457).</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>Value of Retry-After for server errors, in seconds.</summary>
    internal const int RetryAfterFault = 5;

    /// <summary>The problem to answer with, before it is translated.</summary>
    public Problem Problem { get; } = problem;

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var trace = httpContext.Features.Get<TraceOfCall>()?.TraceId;
        if (httpContext.RequestServices.GetService<IProblemPage>() is { } page)
        {
            await page.WriteAsync(httpContext, Problem, trace);
            return;
        }
        var language = httpContext.Request.Language();
        var response = httpContext.Response;
        response.StatusCode = Problem.Kind.Status;
        response.Headers.ContentLanguage = language == Language.Chinese ? "zh-CN" : "en";
        // After a server error the client should retry: with its idempotency key, a command is not executed twice.
        var retryAfter = Problem.RetryAfterSeconds ?? (Problem.Kind.Status >= 500 ? RetryAfterFault : null);
        if (retryAfter is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var body = new ProblemBody(
            $"urn:techtransfer:problem:{Problem.Kind.Code}",
            Title(Problem.Kind.Status, language),
            Problem.Kind.Status,
            Problem.Message.In(language),
            Problem.Kind.Code,
            [.. Problem.Errors.Select(e => new ProblemBodyError(e.Path, e.Code, e.Message.In(language)))],
            trace
        );
        await response.WriteAsJsonAsync(body, Json.Options, MediaType, httpContext.RequestAborted);
    }

    private static string Title(int status, Language language) =>
        status switch
        {
            400 => new Text("请求不正确", "Bad request").In(language),
            401 => new Text("未登录", "Not signed in").In(language),
            403 => new Text("无权限", "Not allowed").In(language),
            404 => new Text("未找到", "Not found").In(language),
            405 => new Text("方法不支持", "Method not allowed").In(language),
            409 => new Text("与当前状态冲突", "Conflict").In(language),
            412 or 428 => new Text("版本不符", "Version mismatch").In(language),
            413 => new Text("内容过大", "Too large").In(language),
            415 => new Text("类型不支持", "Unsupported type").In(language),
            422 => new Text("内容未通过检查", "Content refused").In(language),
            429 => new Text("请求过于频繁", "Too many requests").In(language),
            503 => new Text("服务暂不可用", "Unavailable").In(language),
            _ => new Text("系统错误", "Error").In(language),
        };
}

/// <summary>The JSON of a problem (RFC 9457), with extensions.</summary>
/// <param name="Type">URN of the kind of problem.</param>
/// <param name="Title">Short title of the HTTP status.</param>
/// <param name="Status">Number of the HTTP status, 400 to 599.</param>
/// <param name="Detail">What happened and what the user can do.</param>
/// <param name="Code">Stable code of the kind of problem.</param>
/// <param name="Errors">Faults of single fields; may be empty.</param>
/// <param name="TraceId">Trace id to quote in reports to the operator; null when there is none.</param>
public sealed record ProblemBody(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Code,
    IReadOnlyList<ProblemBodyError> Errors,
    string? TraceId
);

/// <summary>Fault of one field. A problem may list several, so that a form can show all faults at once.</summary>
/// <param name="Path">Path of the field in the body, or name of the query parameter.</param>
/// <param name="Code">Stable code of the fault.</param>
/// <param name="Message">What is wrong with the field.</param>
public sealed record ProblemBodyError(string Path, string Code, string Message);

/// <summary>The language of problems and of an import's report.</summary>
public static class RequestLanguage
{
    /// <summary>The language that <c>Accept-Language</c> prefers among Chinese and English; Chinese when it names neither.</summary>
    public static Language Language(this HttpRequest request)
    {
        var accepted = request
            .GetTypedHeaders()
            .AcceptLanguage.Where(l => l.Quality != 0)
            .OrderByDescending(l => l.Quality ?? 1)
            .Select(l => l.Value.ToString().Split('-')[0].ToLowerInvariant())
            .FirstOrDefault(l => l is "zh" or "en");
        return accepted == "en" ? Kernel.Explanations.Language.English : Kernel.Explanations.Language.Chinese;
    }
}

/// <summary>Keeps the trace id for the answer, which is written after the activity has ended.</summary>
internal sealed record TraceOfCall(string? TraceId);
