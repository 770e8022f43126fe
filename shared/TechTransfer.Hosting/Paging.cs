using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using TechTransfer.Hosting.Problems;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Problems;
using TechTransfer.Storage.Rows;

namespace TechTransfer.Hosting;

/// <summary>Lists of all apps have this form, so that clients need one way to page.</summary>
/// <param name="Items">The lines that the caller may see; a page may be short, or empty, and still have a successor.</param>
/// <param name="Cursor">Parameter for the next page; null at the end.</param>
public sealed record PageBody(
    IReadOnlyList<JsonElement> Items,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Cursor
);

/// <summary>Describes a page for the OpenAPI document where its lines are all of one type.</summary>
/// <param name="Items">See <see cref="PageBody"/>.</param>
/// <param name="Cursor">See <see cref="PageBody"/>.</param>
public sealed record PageBody<TLine>(
    IReadOnlyList<TLine> Items,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Cursor
);

/// <summary>The two query parameters of every list endpoint.</summary>
/// <param name="Limit">Page size, 1 to 200; 50 by default.</param>
/// <param name="Cursor">Cursor of the page before; null for the first page.</param>
public sealed record Paging(int Limit, string? Cursor)
{
    private const int ScopeLength = 6;

    // Begins each cursor, so that the cursor of another path or query is refused.
    private string Scope { get; init; } = "";

    /// <summary>Cursor for the client, from that of the list; null at the end.</summary>
    public string? Next(string? cursor) => cursor is null ? null : Scope + cursor;

    /// <summary>Reads the query parameters <c>limit</c> and <c>cursor</c>; a problem when one of them is wrong.</summary>
    public static Outcome<Paging> Of(HttpRequest request)
    {
        var limit = 50;
        if (
            request.Query.TryGetValue("limit", out var text)
            && (!int.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > 200)
        )
        {
            return WrongQuery.Of("limit", "每页条数应为1至200，请核对", "the number of items per page must be from 1 to 200; check it");
        }
        var scope = ScopeOf(request);
        if (!request.Query.TryGetValue("cursor", out var given))
            return new Paging(limit, null) { Scope = scope };
        var cursor = given.ToString();
        return cursor.StartsWith(scope, StringComparison.Ordinal)
            ? new Paging(limit, cursor[ScopeLength..]) { Scope = scope }
            : Problem.Of(Catalogue.MalformedCursor).At("cursor");
    }

    private static string ScopeOf(HttpRequest request)
    {
        var asked = request
            .Query.Select(pair => (Name: pair.Key.ToLowerInvariant(), Value: pair.Value.ToString()))
            .Where(pair => pair.Name is not ("limit" or "cursor"))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .SelectMany(pair => (string[])[pair.Name, pair.Value]);
        return Ids.Derive([request.Path.Value!.TrimEnd('/').ToLowerInvariant(), .. asked])[..ScopeLength];
    }
}

/// <summary>Used by every list endpoint, so that pages have the same form and limits.</summary>
public static class ListAnswers
{
    /// <summary>Answers with one page, leaving out lines that the caller may not see.</summary>
    /// <param name="lists">The app's lists.</param>
    /// <param name="request">Has the query parameters <c>limit</c> and <c>cursor</c>.</param>
    /// <param name="list">Selector of the list.</param>
    /// <param name="maySee">Whether the caller may see the object that a line describes.</param>
    /// <param name="matches">The request's filter; null for no filter.</param>
    /// <param name="reads">Most pages that are read until one has a line to show.</param>
    /// <param name="shown">The line as the caller sees it; null for the line as stored.</param>
    /// <param name="cancellation">Triggered when the client disconnects.</param>
    public static Task<IResult> PageAsync<TLine>(
        this Lists lists,
        HttpRequest request,
        string list,
        Func<TLine, bool> maySee,
        Func<TLine, bool>? matches = null,
        int reads = 1,
        Func<TLine, TLine>? shown = null,
        CancellationToken cancellation = default
    ) =>
        lists.PageAsync(request, list, line => Task.FromResult(maySee(line) && matches?.Invoke(line) != false), reads, shown, cancellation);

    /// <summary>Answers with one page where a line alone does not show who may see it, so that <paramref name="maySee"/> must read the
    /// object.</summary>
    public static Task<IResult> PageAsync<TLine>(
        this Lists lists,
        HttpRequest request,
        string list,
        Func<TLine, Task<bool>> maySee,
        CancellationToken cancellation
    ) => lists.PageAsync(request, list, maySee, reads: 1, shown: null, cancellation);

    private static async Task<IResult> PageAsync<TLine>(
        this Lists lists,
        HttpRequest request,
        string list,
        Func<TLine, Task<bool>> maySee,
        int reads,
        Func<TLine, TLine>? shown,
        CancellationToken cancellation
    )
    {
        var paging = Paging.Of(request);
        if (paging.Problem is { } badPaging)
            return new ProblemResult(badPaging);
        var cursor = paging.Value.Cursor;
        while (true)
        {
            var page = await lists.ReadAsync(list, paging.Value.Limit, cursor, cancellation: cancellation);
            if (page.Problem is { } badCursor)
                return new ProblemResult(badCursor);
            var lines = page.Value.Items.Select(line => line.Deserialize<TLine>(Json.Options)!).ToArray();
            var seen = await Task.WhenAll(lines.Select(maySee));
            cursor = page.Value.Cursor;
            if (seen.Contains(true) || cursor is null || --reads == 0)
            {
                var items = page.Value.Items.Zip(lines).Where((_, i) => seen[i]).Select(i => Shown(i.First, i.Second));
                return Results.Json(new PageBody([.. items], paging.Value.Next(cursor)), Json.Options);
            }
        }

        JsonElement Shown(JsonElement stored, TLine line) =>
            shown is null ? stored : JsonSerializer.SerializeToElement(shown(line), Json.Options);
    }
}
