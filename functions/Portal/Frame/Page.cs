using System.IO.Compression;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace TechTransfer.Portal.Frame;

/// <summary>A page component with what it shows.</summary>
public abstract class PageOf<TModel> : ComponentBase
{
    [Parameter, EditorRequired]
    public View View { get; set; } = null!;

    [Parameter, EditorRequired]
    public TModel Model { get; set; } = default!;

    /// <summary>Short for <see cref="View.Say"/>.</summary>
    protected string T(Text text) => View.Say(text);
}

/// <summary>Answers with a page that is rendered on the server and compressed.</summary>
public sealed class Page<TComponent, TModel>(View view, TModel model, int status = StatusCodes.Status200OK) : IResult
    where TComponent : PageOf<TModel>
{
    // Below this, a compressed page does not take fewer packets.
    private const int WorthCompressing = 1024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var body = response.Body;
        using var html = new MemoryStream();
        response.Body = html;
        try
        {
            var parameters = new Dictionary<string, object?> { [nameof(PageOf<>.View)] = view, [nameof(PageOf<>.Model)] = model };
            await new RazorComponentResult<TComponent>(parameters) { StatusCode = status }.ExecuteAsync(httpContext);
        }
        finally
        {
            response.Body = body;
        }
        response.Headers.Remove("blazor-enhanced-nav");
        response.Headers.ContentLanguage = view.Tag;
        response.Headers.Vary = "Accept-Encoding";
        PageHeaders.Set(response);
        await WriteAsync(httpContext, html);
    }

    private static async Task WriteAsync(HttpContext http, MemoryStream html)
    {
        html.Position = 0;
        var accepted = http.Request.Headers.AcceptEncoding.ToString();
        var encoding =
            html.Length < WorthCompressing ? null
            : accepted.Contains("br", StringComparison.Ordinal) ? "br"
            : accepted.Contains("gzip", StringComparison.Ordinal) ? "gzip"
            : null;
        if (encoding is null)
        {
            await html.CopyToAsync(http.Response.Body, http.RequestAborted);
            return;
        }
        http.Response.Headers.ContentEncoding = encoding;
        using var compressed = new MemoryStream();
        using (
            Stream into =
                encoding == "br"
                    ? new BrotliStream(compressed, CompressionLevel.Optimal, leaveOpen: true)
                    : new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true)
        )
            html.CopyTo(into);
        http.Response.ContentLength = compressed.Length;
        await http.Response.Body.WriteAsync(compressed.GetBuffer().AsMemory(0, (int)compressed.Length), http.RequestAborted);
    }
}

/// <summary>The model of a page that shows no data.</summary>
public readonly record struct NoModel;
