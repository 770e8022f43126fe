using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.RewardCalculation.ContractDeclarations;

public sealed class GetContractDeclaration(Commands<ContractDeclaration> commands)
{
    [Function("GetContractFacts")]
    [Allowed(Role.Office, Role.Company, Role.Registrar, Role.Finance, Role.Policy, Role.Auditor)]
    [Operation("What was declared about a contract, and what of it is confirmed", Answer = typeof(ContractDeclarationView))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "contracts/{id}/facts")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ReadAsync(request, id, cancellation);
}
