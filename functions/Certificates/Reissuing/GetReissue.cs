using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.Certificates.Reissuing;

public sealed class GetReissue(Commands<Reissue> commands)
{
    [Function("GetReissue")]
    [Allowed(Role.Registrar, Role.Policy, Role.Auditor)]
    [Operation("The progress of a re-issue", Answer = typeof(ReissueView))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "reissues/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ReadAsync(request, id, cancellation);
}
