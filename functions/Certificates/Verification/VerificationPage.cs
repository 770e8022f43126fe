using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using TechTransfer.Certificates.Frame;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Kinds;

namespace TechTransfer.Certificates.Verification;

/// <summary>The HTML page shown after scanning a certificate's QR code. It has no scripts and loads no other resources.</summary>
internal static class VerificationPage
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    public static IResult Of(VerificationView view, IReadOnlyList<CertifiedFact> facts)
    {
        var heading = Heading(view);
        var rows = new List<(string Name, string Value)> { ("文书编号", view.Number), ("文书种类", view.KindName.Zh) };
        rows.AddRange(facts.Select(f => (f.Label.Zh, f.Shown)));
        rows.AddRange([
            ("签发日期", Print.Day(view.IssuedOn)),
            ("签发机构", view.Issuer),
            ("现行文书", view.SupersededBy ?? ""),
            ("文件校验值", $"{view.Sha256} (SHA-256)"),
        ]);
        var table = new StringBuilder();
        foreach (var (name, value) in rows.Where(r => r.Value.Length > 0))
            table.Append("<tr><th>").Append(Html.Encode(name)).Append("</th><td>").Append(Html.Encode(value)).Append("</td></tr>");
        var times = $"该状态自{Moment(view.Since)}起；查询时间：{Moment(view.AsOf)}（北京时间）";
        var notes = new[] { view.Reason, Warning(view.Kind) }.OfType<Text>().Select(Paragraph);
        return Page(
            StatusCodes.Status200OK,
            heading,
            view.Valid ? "good" : "bad",
            $"{Paragraph(times)}{string.Concat(notes)}<table>{table}</table>"
        );
    }

    // Some kinds need other words for a status: a lifted refusal has not expired, and an organisation takes a grant back.
    private static Text Heading(VerificationView view) =>
        (view.Status, view.Kind) switch
        {
            (CertificateStatus.Valid, _) => new("文书有效（状态：现行）", "Valid"),
            (CertificateStatus.Superseded, _) => new("已被新版文书替代", "Superseded"),
            (CertificateStatus.Cancelled, RefusalContent.Kind) => new("原决定已撤销", "Original decision revoked"),
            (CertificateStatus.Cancelled, _) => new("已注销、终止或期满", "Cancelled, terminated or expired"),
            (CertificateStatus.Revoked, GrantContent.Kind or AgreementContent.Kind) => new("已收回", "Withdrawn"),
            (CertificateStatus.Revoked, _) => new("已撤销", "Revoked"),
            (CertificateStatus.Requested or CertificateStatus.Halted, _) => throw new InvalidOperationException(
                "A certificate without a number is not verified."
            ),
        };

    // A notice that is valid does not prove that a contract is registered.
    private static Text? Warning(string kind) =>
        kind switch
        {
            RefusalContent.Kind => new(
                "本文书载明不予登记的决定，不是登记证明。",
                "This document states a refusal of registration. It is not a certificate of registration."
            ),
            CorrectionContent.Kind => new(
                "本文书告知需补正的内容，不是登记证明。",
                "This document lists required corrections. It is not a certificate of registration."
            ),
            CancellationContent.Kind => new(
                "本文书告知合同登记已经注销或者撤销，不是登记证明。",
                "This document states that a registration was cancelled or revoked. It is not a certificate of registration."
            ),
            PublicNotice.Kind => new(
                "本文书是公示，所载事项以最终决定为准。",
                "This document is a public notice. The final decision is authoritative."
            ),
            _ => null,
        };

    private static string Paragraph(Text text) => $"<p>{Html.Encode(text.Zh)}<br><small>{Html.Encode(text.En)}</small></p>";

    private static string Paragraph(string zh) => $"<p>{Html.Encode(zh)}</p>";

    private static string Moment(DateTimeOffset at)
    {
        var china = at.ToOffset(ChinaTime.Offset);
        return string.Create(CultureInfo.InvariantCulture, $"{Print.Day(at.ChinaDate())}{china.Hour}时{china.Minute:00}分");
    }

    public static IResult NotFound(string number) =>
        Page(
            StatusCodes.Status404NotFound,
            new("未查到该文书", "Not found"),
            "bad",
            Paragraph($"没有编号为“{number}”的文书，或者核验码不符。请核对文书上的编号和核验码；仍查不到的，请联系文书上所列的签发机构。")
        );

    public static IResult TooMany(Problem refusal) =>
        Page(refusal.Kind.Status, new("请稍后再试", "Too many attempts"), "bad", Paragraph(refusal.Message.Zh), refusal.RetryAfterSeconds);

    private static HtmlPage Page(int status, Text heading, string look, string body, int? retryAfter = null)
    {
        var title = $"<h1 class=\"{look}\">{heading.Zh} <small>{heading.En}</small></h1>";
        return new HtmlPage(
            status,
            retryAfter,
            $$"""
            <!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">
            <title>文书核验</title><style>
            body{font:16px/1.6 system-ui,"Noto Sans SC",sans-serif;margin:2rem auto;max-width:44rem;padding:0 1rem;color:#222}
            h1{font-size:1.5rem}h1 small{font-weight:400;color:#666}.good{color:#0a6b2d}.bad{color:#b00020}
            table{border-collapse:collapse;width:100%}
            th,td{border:1px solid #ccc;padding:.45rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
            th{width:8.5rem;background:#f6f6f6;font-weight:500}
            </style></head><body><main>{{title}}{{body}}</main></body></html>
            """
        );
    }

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
