using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Portal.Frame;
using TechTransfer.Portal.Services;

namespace TechTransfer.Portal.Requirements;

public sealed class ShowRequirements(ContractsClient contracts, TimeProvider time)
{
    [Function("ShowRequirements")]
    [OpenToAll]
    [Operation(
        "What a filing of a kind of contract needs",
        AnswerMediaTypes = ["text/html"],
        TakesOtherParameters = true,
        Query = ["kind: Code of a kind, as in D1; all kinds to choose from if not given"]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "requirements")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var view = View.Of(request);
        var ruleSets = contracts.RuleSetsAsync(view.Asker, cancellation);
        var kinds = await contracts.CodesAsync("kind", view.Asker, cancellation);
        if (((await ruleSets).Problem ?? kinds.Problem) is { } problem)
            return new ProblemResult(problem);
        var chosen = request.Query["kind"].ToString() is { Length: > 0 } code ? code : null;
        return RequirementsModel.Of((await ruleSets).Value, kinds.Value, chosen, time.ChinaToday()) is { } model
            ? new Page<RequirementsPage, RequirementsModel>(view, model)
            : new ProblemResult(Problem.Of(Catalogue.NotFound) with { Message = ProblemWords.UnknownPage });
    }
}
