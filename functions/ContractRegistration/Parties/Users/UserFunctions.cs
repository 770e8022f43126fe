using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Hosting;
using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Parties.Users;

/// <summary>An organisation's own list of users. To another organisation it is not there.</summary>
public sealed class UserFunctions(Commands<Organisation> commands, TimeProvider time)
{
    [Function("GetPartyUsers")]
    [Allowed(Role.Office, Role.Company, Role.Registrar, Role.Auditor)]
    [Operation("The organisation's users with their names and roles", Answer = typeof(UsersView))]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "parties/{uscc}/users")] HttpRequest request,
        string uscc,
        CancellationToken cancellation
    ) => PartyFunctions.Known(uscc, () => commands.ReadAsync(request, uscc, cancellation));

    [Function("SetPartyUsers")]
    [Allowed(Role.Office, Role.Company, Role.Registrar)]
    [Operation(
        "Set the whole list: its first user becomes an administrator, then only administrators and registrars may",
        Body = typeof(UserList),
        Answer = typeof(UsersView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Set(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "parties/{uscc}/users")] HttpRequest request,
        string uscc,
        CancellationToken cancellation
    ) =>
        PartyFunctions.Known(
            uscc,
            () =>
                commands.PutAsync<UserList>(
                    request,
                    uscc,
                    (known, list, caller) => SetUsers.Decide(uscc, known, list, caller, time.GetUtcNow()),
                    cancellation
                )
        );
}
