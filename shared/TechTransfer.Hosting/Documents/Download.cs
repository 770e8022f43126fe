using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace TechTransfer.Hosting.Documents;

/// <summary>A file as an answer; all files are sent this way. Headers make browsers save the file and not guess another type.</summary>
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
        ["application/zip"] = [".zip"],
        ["application/x-pem-file"] = [".pem"],
    };

    private readonly IResult file;

    private Download(IResult file) => this.file = file;

#pragma warning disable RS0030 // The methods banned elsewhere, which may be used only here.
    /// <summary>Sends a stream and closes it.</summary>
    /// <param name="content">The stream to send.</param>
    /// <param name="mediaType">Media type, as detected from the content.</param>
    /// <param name="name">File name, which is made safe.</param>
    /// <param name="sha256">Hash of the content, used as the ETag; null for no ETag.</param>
    public static Download Of(Stream content, string mediaType, string name, string? sha256 = null) =>
        new(Results.File(content, mediaType, SafeName(name, mediaType), entityTag: sha256 is null ? null : new($"\"{sha256}\"")));

    /// <summary>For files that are generated while they are sent. Without an ETag, since the hash is not known beforehand.</summary>
    public static Download Written(string mediaType, string name, Func<Stream, Task> write) =>
        new(Results.Stream(write, mediaType, SafeName(name, mediaType)));
#pragma warning restore RS0030

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.XContentTypeOptions = "nosniff";
        return file.ExecuteAsync(httpContext);
    }

    /// <summary>Makes a file name that is valid on all systems and has the extension of its media type, whatever extension the client
    /// gave.</summary>
    /// <param name="name">The name that the client gave.</param>
    /// <param name="mediaType">Media type, as detected from the content.</param>
    public static string SafeName(string name, string mediaType)
    {
        var safe = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            if (safe.Length >= LongestName)
                break;
            // Format characters include those that reverse the text direction and so disguise the extension.
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
