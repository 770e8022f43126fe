using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.ContractRegistration.Parties.Users;

/// <summary>Callers from other organisations get 404, except registrars and auditors.</summary>
public sealed class GetUsers(Commands<Organisation> commands)
{
    [Function("GetPartyUsers")]
    [Allowed(Role.Office, Role.Company, Role.Registrar, Role.Auditor)]
    [Operation("The organisation's users with their names and roles", Answer = typeof(UsersView))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "parties/{uscc}/users")] HttpRequest request,
        string uscc,
        CancellationToken cancellation
    ) =>
        CreditCode.TryRead(uscc, out uscc)
            ? await commands.ReadAsync(request, uscc, cancellation)
            : new ProblemResult(Problem.Of(Catalogue.NotFound));
}
