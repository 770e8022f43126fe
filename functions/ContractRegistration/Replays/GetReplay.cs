using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.ContractRegistration.Replays;

public sealed class GetReplay(Commands<Replay> commands)
{
    [Function("GetReplay")]
    [Allowed(Role.Registrar, Role.Policy, Role.Auditor)]
    [Operation("The progress of a replay", Answer = typeof(Replay))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "replays/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ReadAsync(request, id, cancellation);
}
