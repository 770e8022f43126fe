using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.RewardCalculation.Organisations;

public sealed class GetStatedFacts(Commands<OrganisationYear> commands)
{
    [Function("GetStatedFacts")]
    [Allowed(Role.Office, Role.Company, Role.Finance, Role.Policy, Role.Auditor)]
    [Operation("The declared facts of an organisation for a policy year", Answer = typeof(OrganisationYear))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "organisations/{uscc}/years/{year:int}")] HttpRequest request,
        string uscc,
        int year,
        CancellationToken cancellation
    ) => commands.ReadAsync(request, OrganisationYear.IdOf(PlainCode.Of(uscc), year), cancellation);
}
