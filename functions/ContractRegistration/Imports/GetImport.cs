using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.ContractRegistration.Imports;

public sealed class GetImport(Commands<ImportJob> commands)
{
    [Function("GetImport")]
    [Allowed(Role.Office, Role.Company, Role.Registrar, Role.Auditor)]
    [Operation("The state, progress and counts of an import", Answer = typeof(ImportView))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "imports/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ReadAsync(request, id, cancellation);
}
