using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Portal.Frame;
using TechTransfer.Portal.Services;

namespace TechTransfer.Portal.Notices;

public sealed class ShowNotices(RewardsClient rewards)
{
    [Function("ShowNotices")]
    [OpenToAll]
    [Operation(
        "Rewards on public notice",
        AnswerMediaTypes = ["text/html"],
        TakesOtherParameters = true,
        Query = ["cursor: From the page before"]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "notices")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var view = View.Of(request);
        var cursor = request.Query["cursor"].ToString() is { Length: > 0 } given ? given : null;
        var notices = await rewards.NoticesAsync(cursor, view.Asker, cancellation);
        return notices.Problem is { } problem
            ? new ProblemResult(problem)
            : new Page<NoticesPage, NoticesModel>(view, new(notices.Value.Items, notices.Value.Cursor, cursor is null));
    }
}

/// <param name="Next">Cursor of the next page; null at the end.</param>
public sealed record NoticesModel(IReadOnlyList<Notice> Notices, string? Next, bool IsFirst);
