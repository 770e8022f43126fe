using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.ContractRegistration.Rules;

public sealed class GetCodeTable(RuleBook rules)
{
    [Function("GetCodeTable")]
    [OpenToAll]
    [Operation("One code table, with national codes, periods and the certainty of each", Answer = typeof(CodeTable))]
    public IResult Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "code-tables/{name}")] HttpRequest request,
        string name
    ) => rules.Codes.Find(name) is { } table ? Results.Json(table, Json.Options) : new ProblemResult(Problem.Of(Catalogue.NotFound));
}
