using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Prechecks;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Registration;

public sealed class Check(RuleBook rules, TimeProvider time)
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
        return Results.Json(PrecheckView.Of(Precheck.Run(content, [], rules, time.GetUtcNow().ChinaDate())), Json.Options);
    }
}
