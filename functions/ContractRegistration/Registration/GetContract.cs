using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Attachments;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>Reads by officials are logged.</summary>
public sealed class GetContract(Commands<Contract> commands, CommandSettings<Contract> settings, OtherFilings others, ReadLog reads)
{
    [Function("GetContract")]
    [Allowed]
    [Operation("A contract, as the caller may see it", Answer = typeof(ContractView))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "contracts/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        reads.OfContractAsync(
            id,
            request.Caller(),
            commands.ReadPartAsync(
                request,
                id,
                async (loaded, caller) =>
                    (ContractView)settings.View(loaded, caller) with
                    {
                        OtherFilings = await others.OfAsync(loaded.State!, caller, cancellation),
                    },
                cancellation
            ),
            cancellation
        );
}
