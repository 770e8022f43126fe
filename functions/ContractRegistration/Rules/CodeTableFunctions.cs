using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Hosting;
using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Rules;

/// <summary>A code table's line in the list of all.</summary>
public sealed record CodeTableSummary(string Name, Text Title, int Codes);

/// <summary>The code tables, for anyone who builds a form.</summary>
public sealed class CodeTableFunctions(RuleBook rules)
{
    [Function("ListCodeTables")]
    [OpenToAll]
    [Operation("The code tables", Answer = typeof(IReadOnlyList<CodeTableSummary>))]
    public IResult List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "code-tables")] HttpRequest request) =>
        Results.Json(rules.Codes.All.Select(t => new CodeTableSummary(t.Name, t.Title, t.Codes.Count)), Json.Options);

    [Function("GetCodeTable")]
    [OpenToAll]
    [Operation("One code table, with national codes, periods and how sure we are", Answer = typeof(CodeTable))]
    public IResult Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "code-tables/{name}")] HttpRequest request, string name) =>
        rules.Codes.Find(name) is { } table ? Results.Json(table, Json.Options) : new ProblemResult(Problem.Of(Catalogue.NotFound));
}
