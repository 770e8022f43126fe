using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using TechTransfer.Certificates.Frame;
using TechTransfer.Certificates.Issuing;

namespace TechTransfer.Certificates.Verification;

/// <summary>The page that a phone shows after scanning a certificate's QR code: no script, nothing loaded from anywhere.</summary>
internal static class VerificationPage
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    public static IResult Of(VerificationView view, IReadOnlyList<CertifiedFact> facts)
    {
        var (heading, meaning, css) = view.Status switch
        {
            CertificateStatus.Valid => ("证明有效", "Valid", "good"),
            CertificateStatus.Superseded => ("已被新版本替代", "Superseded", "bad"),
            CertificateStatus.Cancelled => ("已注销或终止", "Cancelled", "bad"),
            CertificateStatus.Revoked => ("已撤销", "Revoked", "bad"),
            CertificateStatus.Requested => throw new InvalidOperationException("A paper without a number is not verified."),
        };
        var rows = new List<(string Name, string Value)> { ("证明编号", view.Number), ("证明种类", view.KindName.Zh) };
        rows.AddRange(facts.Select(f => (f.Label.Zh, f.Shown)));
        rows.AddRange([
            ("签发日期", Day(view.IssuedOn)),
            ("签发机构", view.Issuer),
            ("现行证明", view.SupersededBy ?? ""),
            ("文件SHA-256", view.Sha256),
        ]);
        var table = new StringBuilder();
        foreach (var (name, value) in rows.Where(r => r.Value.Length > 0))
            table.Append("<tr><th>").Append(Html.Encode(name)).Append("</th><td>").Append(Html.Encode(value)).Append("</td></tr>");
        // Status, since when and why come first.
        var reason = view.Reason is { } why ? $"<p>{Html.Encode(why.Zh)}<br><small>{Html.Encode(why.En)}</small></p>" : "";
        return Page(
            StatusCodes.Status200OK,
            $"<h1 class=\"{css}\">{heading} <small>{meaning}</small></h1><p>自{Moment(view.Since)}起；查询时间"
                + $"{Moment(view.AsOf)}（北京时间）</p>{reason}<table>{table}</table>"
        );
    }

    private static string Moment(DateTimeOffset at) =>
        at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static IResult NotFound(string number) =>
        Page(
            StatusCodes.Status404NotFound,
            $"<h1 class=\"bad\">查无此证明 <small>Not found</small></h1><p>编号 {Html.Encode(number)} 与验证码不相符，或不存在。请核对证明上的编号和验证码。</p>"
        );

    public static IResult TooMany(Problem refusal) =>
        Page(
            refusal.Kind.Status,
            $"<h1 class=\"bad\">请稍后再试 <small>Too many attempts</small></h1><p>{Html.Encode(refusal.Message.Zh)}</p>",
            refusal.RetryAfterSeconds
        );

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static HtmlPage Page(int status, string body, int? retryAfter = null) =>
        new HtmlPage(
            status,
            retryAfter,
            $$"""
            <!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">
            <title>证明验证</title><style>
            body{font:16px/1.6 system-ui,"Noto Sans SC",sans-serif;margin:2rem auto;max-width:44rem;padding:0 1rem;color:#222}
            h1{font-size:1.5rem}h1 small{font-weight:400;color:#666}.good{color:#0a6b2d}.bad{color:#b00020}
            table{border-collapse:collapse;width:100%}
            th,td{border:1px solid #ccc;padding:.45rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
            th{width:8.5rem;background:#f6f6f6;font-weight:500}
            </style></head><body><main>{{body}}</main></body></html>
            """
        );

    private sealed class HtmlPage(int status, int? retryAfter, string html) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = status;
            response.ContentType = "text/html; charset=utf-8";
            if (retryAfter is { } seconds)
                response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
            response.Headers["Referrer-Policy"] = "no-referrer";
            response.Headers.XContentTypeOptions = "nosniff";
            return response.WriteAsync(html, httpContext.RequestAborted);
        }
    }
}
