using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.ContractRegistration.Parties;

public sealed class GetParty(Commands<DirectoryParty> commands)
{
    [Function("GetParty")]
    [Allowed]
    [Operation(
        "An organisation in the directory; only the organisation itself and registrars see its contacts",
        Answer = typeof(PartyView)
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "parties/{uscc}")] HttpRequest request,
        string uscc,
        CancellationToken cancellation
    ) =>
        CreditCode.TryRead(uscc, out uscc)
            ? await commands.ReadAsync(request, uscc, cancellation)
            : new ProblemResult(Problem.Of(Catalogue.NotFound));
}
