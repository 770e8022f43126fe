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
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "grant-rules")] HttpRequest request)
    {
        var on = time.ChinaToday();
        if (request.Query["on"].ToString() is { Length: > 0 } text && !DateOnly.TryParseExact(text, "yyyy-MM-dd", out on))
            return new ProblemResult(WrongQuery.Day("on"));
        return book.InForceOn(on) is { } rules ? Results.Json(rules, Json.Options) : new ProblemResult(Problem.Of(Catalogue.NotFound));
    }
}
