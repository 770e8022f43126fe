using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Portal.Frame;
using TechTransfer.Portal.Services;

namespace TechTransfer.Portal.Policies;

public sealed class ShowPolicy(RewardsClient rewards)
{
    [Function("ShowPolicy")]
    [OpenToAll]
    [Operation("A reward policy in plain words", AnswerMediaTypes = ["text/html"], TakesOtherParameters = true)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "policies/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var view = View.Of(request);
        var policy = await rewards.PolicyAsync(id, view.Asker, cancellation);
        return policy.Problem is { } problem ? new ProblemResult(problem) : new Page<PolicyPage, PolicyInForce>(view, policy.Value);
    }
}
