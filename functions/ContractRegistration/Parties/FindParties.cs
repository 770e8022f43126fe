using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.ContractRegistration.Parties;

public sealed class FindParties(Lists lists)
{
    private const int LongestPart = 64;

    [Function("FindParties")]
    [Allowed]
    [Operation(
        "Organisations whose name, or a part of it, begins with the given text; one page, sorted by what follows",
        Answer = typeof(PageBody),
        Query = [
            "name!: A part of the name, 1 to 64 characters; blanks, brackets, width and case do not count",
            "limit: 1 to 200, 50 if not given",
            "cursor: From the page before",
        ]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "parties")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var paging = Paging.Of(request);
        if (paging.Problem is { } badPaging)
            return new ProblemResult(badPaging);
        var name = request.Asked("name") ?? "";
        string[] parts = name.Length <= LongestPart ? [.. NameIndex.Forms(name).Where(form => form.Length > 0)] : [];
        if (parts.Length == 0)
            return new ProblemResult(
                WrongQuery.Of(
                    "name",
                    $"单位名称应为1至{LongestPart}个字符，请填写名称或者其一部分",
                    $"enter 1 to {LongestPart} characters of the name"
                )
            );

        // Search both forms of the name, because index entries of earlier releases kept compatibility forms.
        Outcome<ListPage> page = default;
        foreach (var part in parts)
        {
            page = await lists.ReadStartingWithAsync(
                NameIndex.ListOf(part),
                NameIndex.KeyOf(part),
                paging.Value.Limit,
                paging.Value.Cursor,
                cancellation
            );
            if (page.Problem is null && page.Value.Items.Count > 0)
                break;
        }
        if (page.Problem is { } badCursor)
            return new ProblemResult(badCursor);
        // Keep one entry per organisation, because a search may match several positions of its name.
        return Results.Json(
            new PageBody(
                [.. page.Value.Items.DistinctBy(item => item.GetProperty("uscc").GetString())],
                paging.Value.Next(page.Value.Cursor)
            ),
            Json.Options
        );
    }
}
