using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants;

public sealed class ListPresets(GrantRuleBook book, TimeProvider time)
{
    [Function("ListPresets")]
    [Allowed]
    [Operation(
        "The rule set of grants in force on a day: presets, negative list, notice, terms",
        Answer = typeof(GrantRules),
        Query = ["on: A day; today if not given"]
    )]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "grant-rules")] HttpRequest request)
    {
        var on = request.AskedDay("on") ?? time.ChinaToday();
        return book.InForceOn(on) is { } rules ? Results.Json(rules, Json.Options) : new ProblemResult(Problem.Of(Catalogue.NotFound));
    }
}
