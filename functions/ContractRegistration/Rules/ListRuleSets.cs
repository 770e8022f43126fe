using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.ContractRegistration.Rules;

public sealed class ListRuleSets(RuleBook rules)
{
    [Function("ListRuleSets")]
    [OpenToAll]
    [Operation(
        "The rule sets by date: attachments, checklists, time limits and reasons, with their sources and certainty",
        Answer = typeof(IReadOnlyList<RuleSet>)
    )]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "rule-sets")] HttpRequest request) =>
        Results.Json(rules.RuleSets.All, Json.Options);
}
