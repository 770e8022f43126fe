using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using TechTransfer.Hosting.Problems;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Problems;
using TechTransfer.Storage.Rows;

namespace TechTransfer.Hosting;

/// <summary>A page as lists answer it.</summary>
/// <param name="Items">The lines.</param>
/// <param name="Cursor">For the next page; null at the end.</param>
public sealed record PageBody(
    IReadOnlyList<JsonElement> Items,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Cursor
);

/// <summary>The paging parameters of a list.</summary>
/// <param name="Limit">1 to 200, 50 if not given.</param>
/// <param name="Cursor">From the page before.</param>
public sealed record Paging(int Limit, string? Cursor)
{
    /// <summary>Reads <c>limit</c> and <c>cursor</c>.</summary>
    public static Outcome<Paging> Of(HttpRequest request)
    {
        var limit = 50;
        if (
            request.Query.TryGetValue("limit", out var text)
            && (!int.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > 200)
        )
        {
            return Problem.Of(Catalogue.MalformedQuery, ("name", "limit"), ("reason", "1..200")).At("limit");
        }
        return new Paging(limit, request.Query.TryGetValue("cursor", out var cursor) ? cursor.ToString() : null);
    }
}

/// <summary>Pages of lists as answers.</summary>
public static class ListAnswers
{
    /// <summary>A page with the lines of the things that the caller may read one by one.</summary>
    /// <param name="lists">Where it is read.</param>
    /// <param name="request">With <c>limit</c> and <c>cursor</c>.</param>
    /// <param name="list">The selector.</param>
    /// <param name="maySee">The rule of the single thing, asked of its line.</param>
    /// <param name="matches">What else is asked for; null for all.</param>
    /// <param name="cancellation">The caller has gone.</param>
    public static Task<IResult> PageAsync<TLine>(
        this Lists lists,
        HttpRequest request,
        string list,
        Func<TLine, bool> maySee,
        Func<TLine, bool>? matches = null,
        CancellationToken cancellation = default
    ) => lists.PageAsync<TLine>(request, list, line => Task.FromResult(maySee(line) && matches?.Invoke(line) != false), cancellation);

    /// <summary>The same where a line does not tell who may see the thing, and the rule is asked of the thing itself.</summary>
    public static async Task<IResult> PageAsync<TLine>(
        this Lists lists,
        HttpRequest request,
        string list,
        Func<TLine, Task<bool>> maySee,
        CancellationToken cancellation
    )
    {
        var paging = Paging.Of(request);
        if (paging.Problem is { } badPaging)
            return new ProblemResult(badPaging);
        var page = await lists.ReadAsync(list, paging.Value.Limit, paging.Value.Cursor, cancellation: cancellation);
        if (page.Problem is { } badCursor)
            return new ProblemResult(badCursor);
        var seen = await Task.WhenAll(page.Value.Items.Select(line => maySee(line.Deserialize<TLine>(Json.Options)!)));
        return Results.Json(new PageBody([.. page.Value.Items.Where((_, i) => seen[i])], page.Value.Cursor), Json.Options);
    }
}
