using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using TechTransfer.Kernel;

namespace TechTransfer.Hosting;

/// <summary>A page as lists answer it.</summary>
/// <param name="Items">The lines.</param>
/// <param name="Cursor">For the next page; null at the end.</param>
public sealed record PageBody(IReadOnlyList<JsonElement> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Cursor);

/// <summary>The paging parameters of a list.</summary>
/// <param name="Limit">1 to 200, 50 if not given.</param>
/// <param name="Cursor">From the page before.</param>
public sealed record Paging(int Limit, string? Cursor)
{
    /// <summary>Reads <c>limit</c> and <c>cursor</c>.</summary>
    public static Outcome<Paging> Of(HttpRequest request)
    {
        var limit = 50;
        if (request.Query.TryGetValue("limit", out var text) &&
            (!int.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > 200))
        {
            return Problem.Of(Catalogue.MalformedQuery, ("name", "limit"), ("reason", "1..200")).At("limit");
        }
        return new Paging(limit, request.Query.TryGetValue("cursor", out var cursor) ? cursor.ToString() : null);
    }
}
