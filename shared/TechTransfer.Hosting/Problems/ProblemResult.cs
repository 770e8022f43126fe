using System.Globalization;
using Microsoft.AspNetCore.Http;
using TechTransfer.Hosting.Telemetry;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Problems;

namespace TechTransfer.Hosting.Problems;

/// <summary>A problem as an answer: RFC 9457, in the caller's language.</summary>
public sealed class ProblemResult(Problem problem) : IResult
{
    /// <summary>The media type of problems.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>Seconds after which to come again when something failed that is not the caller's fault.</summary>
    internal const int RetryAfterFault = 5;

    /// <summary>The problem.</summary>
    public Problem Problem { get; } = problem;

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var language = httpContext.Request.Language();
        var response = httpContext.Response;
        response.StatusCode = Problem.Kind.Status;
        response.Headers.ContentLanguage = language == Language.Chinese ? "zh-CN" : "en";
        // A fault of ours is no reason to give up: a command that comes again with its key is not done twice.
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
            httpContext.Features.Get<TraceOfCall>()?.TraceId
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

/// <summary>A problem's JSON.</summary>
/// <param name="Type">A name for the kind.</param>
/// <param name="Title">A short title of the status.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">What happened and what to do.</param>
/// <param name="Code">The kind's stable code.</param>
/// <param name="Errors">The fields concerned.</param>
/// <param name="TraceId">For reports to the operator.</param>
public sealed record ProblemBody(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Code,
    IReadOnlyList<ProblemBodyError> Errors,
    string? TraceId
);

/// <summary>A field's part of a problem.</summary>
/// <param name="Path">The field.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Message">What is wrong with it.</param>
public sealed record ProblemBodyError(string Path, string Code, string Message);

/// <summary>The language of an answer.</summary>
public static class RequestLanguage
{
    /// <summary>What the caller prefers of Chinese and English, by <c>Accept-Language</c>; Chinese when it says neither.</summary>
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
