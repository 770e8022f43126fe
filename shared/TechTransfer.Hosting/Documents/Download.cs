using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace TechTransfer.Hosting.Documents;

/// <summary>A file as an answer: the one way in which files leave. Browsers save it, and take it for nothing but its type.</summary>
public sealed class Download : IResult
{
    private const int LongestName = 150;

    private static readonly Dictionary<string, string[]> Endings = new()
    {
        [DocumentType.Pdf] = [".pdf"],
        [DocumentType.Png] = [".png"],
        [DocumentType.Jpeg] = [".jpg", ".jpeg"],
        [DocumentType.Ofd] = [".ofd"],
        [DocumentType.Xlsx] = [".xlsx"],
        ["text/csv"] = [".csv"],
        ["application/x-pem-file"] = [".pem"],
    };

    private readonly IResult file;

    private Download(IResult file) => this.file = file;

#pragma warning disable RS0030 // This is what is to be used in their place.
    /// <summary>A stream's content; the stream is closed with it.</summary>
    /// <param name="content">What is sent.</param>
    /// <param name="mediaType">Its type, as it was told by the content.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="sha256">Its hash, for an ETag.</param>
    public static Download Of(Stream content, string mediaType, string name, string? sha256 = null) =>
        new(Results.File(content, mediaType, SafeName(name, mediaType), entityTag: sha256 is null ? null : new($"\"{sha256}\"")));

    /// <summary>What is written while it is sent.</summary>
    public static Download Written(string mediaType, string name, Func<Stream, Task> write) =>
        new(Results.Stream(write, mediaType, SafeName(name, mediaType)));
#pragma warning restore RS0030

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.XContentTypeOptions = "nosniff";
        return file.ExecuteAsync(httpContext);
    }

    /// <summary>A name that is one on every disk, and ends as its type does: whoever opens the saved file opens what was checked.</summary>
    internal static string SafeName(string name, string mediaType)
    {
        var safe = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            if (safe.Length >= LongestName)
                break;
            // Format characters turn the order of what is shown.
            var isUnsafe =
                Rune.GetUnicodeCategory(rune)
                    is UnicodeCategory.Control
                        or UnicodeCategory.Format
                        or UnicodeCategory.LineSeparator
                        or UnicodeCategory.ParagraphSeparator
                || "/\\:*?\"<>|%".Contains(rune.ToString(), StringComparison.Ordinal);
            safe.Append(isUnsafe ? "_" : rune.ToString());
        }
        var plain = safe.ToString().Trim(' ', '.');
        if (plain.Length == 0)
            plain = "file";
        var endings = Endings.GetValueOrDefault(mediaType.Split(';')[0]) ?? [];
        return endings.Length == 0 || endings.Any(e => plain.EndsWith(e, StringComparison.OrdinalIgnoreCase)) ? plain : plain + endings[0];
    }
}
