using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace TechTransfer.Portal.Frame;

/// <summary>A problem as a page shows it.</summary>
/// <param name="Trace">Quoted to the operator when the system is at fault; null otherwise.</param>
public sealed record SeenProblem(int Status, Text Message, IReadOnlyList<ProblemError> Errors, int? RetryAfterSeconds, string? Trace);

internal static class ProblemWords
{
    public static readonly Text ToHome = new("返回首页", "Back to the home page");
    public static readonly Text Trace = new("联系管理员时请提供跟踪编号：", "Trace id for the administrator:");

    public static readonly Text UnknownPage = new(
        "没有这个网址对应的页面，页面可能已经移动，网址也可能不完整。",
        "There is no page at this address. It may have moved, or the address is incomplete."
    );

    public static Text Heading(int status) =>
        status switch
        {
            StatusCodes.Status401Unauthorized => new("请先登录", "Please sign in"),
            StatusCodes.Status403Forbidden => new("不能办理此事项", "You cannot do this"),
            StatusCodes.Status404NotFound => new("未找到", "Not found"),
            StatusCodes.Status409Conflict or StatusCodes.Status412PreconditionFailed => new("情况已发生变化", "Something has changed"),
            StatusCodes.Status429TooManyRequests => new("请稍后再试", "Please try again later"),
            >= 500 => new("系统暂时不能提供服务", "The service is not available"),
            _ => new("提交的内容有误", "Something in the request is wrong"),
        };

    /// <summary>What the visitor can do now; null when the message itself says it.</summary>
    public static Text? Advice(int status, int? retryAfterSeconds) =>
        status switch
        {
            StatusCodes.Status404NotFound => new(
                "请核对网址和编号，或者从首页重新查找。",
                "Check the address and the number, or start again from the home page."
            ),
            StatusCodes.Status429TooManyRequests or >= 500 when retryAfterSeconds is { } seconds => new(
                string.Create(CultureInfo.InvariantCulture, $"请在{Minutes(seconds)}分钟后刷新本页。"),
                string.Create(CultureInfo.InvariantCulture, $"Reload this page in {Minutes(seconds)} min.")
            ),
            >= 500 => new("请稍后刷新本页；刚才提交的内容请重新提交。", "Reload this page later, and submit again what you had submitted."),
            _ => null,
        };

    private static int Minutes(int seconds) => Math.Max(1, (seconds + 59) / 60);
}
