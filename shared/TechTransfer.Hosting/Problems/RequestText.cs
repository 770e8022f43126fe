using System.Net;
using System.Text;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Problems;
using TechTransfer.Kernel.Texts;

namespace TechTransfer.Hosting.Problems;

internal static class RequestText
{
    /// <summary>Rewrites the query in the form in which <see cref="EnteredText"/> stores texts, so that it compares equal. Returns a
    /// problem when its bytes are not UTF-8 or a text contains refused characters.</summary>
    public static Problem? Take(HttpRequest request)
    {
        foreach (var pair in (request.QueryString.Value ?? "").TrimStart('?').Split('&'))
        {
            var parts = pair.Split('=', 2);
            if (parts.All(IsText))
                continue;
            var name = IsText(parts[0]) ? WebUtility.UrlDecode(parts[0]) : "";
            return WrongQuery.Of(name, StrictJson.NotUtf8);
        }
        var kept = request.Query.ToDictionary();
        foreach (var (name, values) in request.Query)
        {
            var texts = values.ToArray();
            foreach (var (index, text) in values.Index())
            {
                texts[index] = EnteredText.Clean(text ?? "", out var fault);
                if (fault is { } reason)
                    return WrongQuery.Of(name, reason);
            }
            kept[name] = texts;
        }
        if (kept.Any(pair => pair.Value != request.Query[pair.Key]))
            request.Query = new QueryCollection(kept);
        return null;
    }

    private static bool IsText(string encoded)
    {
        var bytes = Encoding.UTF8.GetBytes(encoded);
        return Utf8.IsValid(WebUtility.UrlDecodeToBytes(bytes, 0, bytes.Length));
    }
}
