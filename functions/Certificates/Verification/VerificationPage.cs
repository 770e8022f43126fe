using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using TechTransfer.Certificates.Papers;

namespace TechTransfer.Certificates.Verification;

/// <summary>The page that a phone shows after scanning a certificate's QR code: no script, nothing loaded from anywhere.</summary>
internal static class VerificationPage
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    public static IResult Of(VerificationView view)
    {
        var facts = view.Facts;
        var (heading, meaning, css) = view.Status switch
        {
            PaperStatus.Valid => ("证明有效", "Valid", "good"),
            PaperStatus.Superseded => ("已被新版本替代", "Superseded", "bad"),
            PaperStatus.Cancelled => ("合同登记已注销", "Cancelled", "bad"),
            PaperStatus.Revoked => ("合同登记已撤销", "Revoked", "bad"),
            PaperStatus.Requested => throw new InvalidOperationException("A paper without a number is not verified."),
        };
        (string Name, string Value)[] rows =
        [
            ("证明编号", view.Number), ("合同登记编号", facts.RegistrationNumber), ("项目名称", facts.Title), ("合同类别", facts.KindName.Zh),
            ("卖方", string.Join("、", facts.Sellers)), ("买方", string.Join("、", facts.Buyers)), ("中介方", facts.Intermediary ?? ""),
            ("签订日期", Day(facts.SignedOn)), ("合同有效期", $"{Day(facts.EffectiveFrom)} 至 {Day(facts.EffectiveTo)}"),
            ("合同成交额", $"{facts.ContractValue} 元"), ("技术交易额", $"{facts.TechnicalAmount} 元"), ("登记日期", Day(facts.RegisteredOn)),
            ("登记机构", view.Issuer), ("现行证明", view.SupersededBy ?? ""), ("文件 SHA-256", view.Sha256),
        ];
        var table = new StringBuilder();
        foreach (var (name, value) in rows.Where(r => r.Value.Length > 0)) table.Append("<tr><th>").Append(Html.Encode(name)).Append("</th><td>").Append(Html.Encode(value)).Append("</td></tr>");
        var asOf = view.AsOf.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return Page(StatusCodes.Status200OK, $"<h1 class=\"{css}\">{heading} <small>{meaning}</small></h1><p>查询时间 {asOf}（北京时间）</p><table>{table}</table>");
    }

    public static IResult NotFound(string number) => Page(StatusCodes.Status404NotFound,
        $"<h1 class=\"bad\">查无此证明 <small>Not found</small></h1><p>编号 {Html.Encode(number)} 与验证码不相符，或不存在。请核对证明上的编号和验证码。</p>");

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static HtmlPage Page(int status, string body) => new HtmlPage(status,
        $$"""
        <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">
        <title>技术合同登记证明验证</title><style>
        body{font:16px/1.6 system-ui,"Noto Sans SC",sans-serif;margin:2rem auto;max-width:44rem;padding:0 1rem;color:#222}
        h1{font-size:1.5rem}h1 small{font-weight:400;color:#666}.good{color:#0a6b2d}.bad{color:#b00020}
        table{border-collapse:collapse;width:100%}th,td{border:1px solid #ccc;padding:.45rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}th{width:8.5rem;background:#f6f6f6;font-weight:500}
        </style></head><body><main>{{body}}</main></body></html>
        """);

    private sealed class HtmlPage(int status, string html) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = status;
            response.ContentType = "text/html; charset=utf-8";
            response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
            response.Headers["Referrer-Policy"] = "no-referrer";
            response.Headers.XContentTypeOptions = "nosniff";
            return response.WriteAsync(html, httpContext.RequestAborted);
        }
    }
}
