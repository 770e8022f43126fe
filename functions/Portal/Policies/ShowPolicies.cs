using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Portal.Frame;
using TechTransfer.Portal.Services;

namespace TechTransfer.Portal.Policies;

public sealed class ShowPolicies(RewardsClient rewards)
{
    [Function("ShowPolicies")]
    [OpenToAll]
    [Operation("The reward policies in force", AnswerMediaTypes = ["text/html"], TakesOtherParameters = true)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "policies")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var view = View.Of(request);
        var policies = await rewards.PoliciesAsync(view.Asker, cancellation);
        return policies.Problem is { } problem
            ? new ProblemResult(problem)
            : new Page<PoliciesPage, IReadOnlyList<PolicyLine>>(view, policies.Value);
    }
}
