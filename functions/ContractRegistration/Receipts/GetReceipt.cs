using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.ContractRegistration.Receipts;

public sealed class GetReceipt(Commands<Receipt> commands)
{
    [Function("GetReceipt")]
    [Allowed]
    [Operation("A receipt, as the caller may see it", Answer = typeof(ReceiptView))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "receipts/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ReadAsync(request, id, cancellation);
}
