using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Prechecks;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Registration;

public sealed class Check(LinkedContracts linked, RuleBook rules, TimeProvider time)
{
    [Function("CheckContract")]
    [Allowed]
    [Operation("Run the pre-check without saving anything", Body = typeof(ContractContent), Answer = typeof(PrecheckView))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/check")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var content = await request.ReadJsonAsync<ContractContent>(cancellation);
        var check = Precheck.Run(content, [], rules, time.ChinaToday());
        return Results.Json(
            PrecheckView.Of(check with { Findings = [.. check.Findings, .. await linked.FindingsAsync(content, cancellation)] }),
            Json.Options
        );
    }
}
