using System.Net;
using System.Text;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Problems;

namespace TechTransfer.Hosting.Problems;

/// <summary>Checks the text of a request's query.</summary>
internal static class RequestText
{
    /// <summary>The problem with a query that is not valid UTF-8; null when it is valid. The server passes such bytes on, and the app would
    /// store wrong characters.</summary>
    public static Problem? Fault(HttpRequest request)
    {
        foreach (var pair in (request.QueryString.Value ?? "").TrimStart('?').Split('&'))
        {
            var parts = pair.Split('=', 2);
            if (parts.All(IsText))
                continue;
            var name = IsText(parts[0]) ? WebUtility.UrlDecode(parts[0]) : "";
            return Problem.Of(Catalogue.MalformedQuery, ("name", name), ("reason", StrictJson.NotUtf8)).At(name);
        }
        return null;
    }

    private static bool IsText(string encoded)
    {
        var bytes = Encoding.UTF8.GetBytes(encoded);
        return Utf8.IsValid(WebUtility.UrlDecodeToBytes(bytes, 0, bytes.Length));
    }
}
