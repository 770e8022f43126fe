using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;

namespace TechTransfer.Portal.Statistics;

/// <summary>Parts of a chart that Razor cannot write: it keeps the name of SVG's text element for itself.</summary>
internal static class Chart
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    public static MarkupString Label(string y, string text) => new($"<text x=\"0\" y=\"{y}\">{Html.Encode(text)}</text>");
}
