using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.Storage;

namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>The organisation whose things a reader asks for: offices have their own, auditors any.</summary>
internal static class OrganisationAsked
{
    public static Outcome<string> Of(HttpRequest request)
    {
        var caller = request.Caller();
        var asked = request.Query["org"].ToString();
        if (asked.Length == 0)
        {
            return caller.Is(Role.Office) && caller.Organisation is { } own ? own : Problem.Of(Catalogue.MalformedQuery, ("name", "org"), ("reason", "USCC")).At("org");
        }
        if (!CreditCode.IsValid(asked)) return Problem.Of(Catalogue.MalformedQuery, ("name", "org"), ("reason", "USCC")).At("org");
        return caller.Is(Role.Auditor) || (caller.Is(Role.Office) && caller.ActsFor(asked)) ? asked : Problem.Of(Catalogue.NotFound);
    }

    /// <summary>A page of a list as an answer.</summary>
    public static async Task<IResult> PageAsync(this Lists lists, HttpRequest request, string list, Func<JsonElement, bool>? filter = null, CancellationToken cancellation = default)
    {
        var paging = Paging.Of(request);
        if (paging.Problem is { } badPaging) return new ProblemResult(badPaging);
        var page = await lists.ReadAsync(list, paging.Value.Limit, paging.Value.Cursor, filter, cancellation);
        return page.Problem is { } badCursor ? new ProblemResult(badCursor) : Results.Json(new PageBody(page.Value.Items, page.Value.Cursor), Json.Options);
    }
}
