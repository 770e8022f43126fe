using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Attachments;

public sealed class ListReads(AggregateStore<Contract> contracts, Lists lists)
{
    private static readonly Text Action = new("查看阅读记录", "view the reading log");

    [Function("ListContractReads")]
    [Allowed(Role.Office, Role.Company, Role.Auditor)]
    [Operation(
        "Who has read the contract and its attachments, newest first",
        Answer = typeof(PageBody),
        Query = ["limit: 1 to 200, 50 if not given", "cursor: From the page before"]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "contracts/{id}/reads")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var paging = Paging.Of(request);
        if (paging.Problem is { } badPaging)
            return new ProblemResult(badPaging);
        var (loaded, caller) = (await contracts.LoadAsync(id, cancellation), request.Caller());
        if (!loaded.Exists || Visibility.Of(loaded.State!, caller) == Sight.None)
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        if (!caller.Is(Role.Auditor) && !caller.ActsFor(loaded.State!.Filer.Organisation))
            return new ProblemResult(Problem.Of(Catalogue.FilerOnly, ("action", Action)));
        var page = await lists.ReadAsync(ReadLog.ListOf(id), paging.Value.Limit, paging.Value.Cursor, cancellation: cancellation);
        return page.Problem is { } badCursor
            ? new ProblemResult(badCursor)
            : Results.Json(new PageBody(page.Value.Items, paging.Value.Next(page.Value.Cursor)), Json.Options);
    }
}
