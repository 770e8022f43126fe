using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.ContractRegistration.Rules;

public sealed class ListCodeTables(RuleBook rules)
{
    [Function("ListCodeTables")]
    [OpenToAll]
    [Operation("The code tables", Answer = typeof(IReadOnlyList<CodeTableSummary>))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "code-tables")] HttpRequest request) =>
        Results.Json(rules.Codes.All.Select(t => new CodeTableSummary(t.Name, t.Title, t.Codes.Count)), Json.Options);
}

/// <param name="Name">Name of the table, by which it is asked for.</param>
/// <param name="Codes">Number of codes.</param>
public sealed record CodeTableSummary(string Name, Text Title, int Codes);
