using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.ContractRegistration.Notifications;

public sealed class GetNotification(Commands<Notification> commands)
{
    [Function("GetNotification")]
    [Allowed(Role.Office, Role.Company, Role.Registrar, Role.Approver, Role.Auditor)]
    [Operation("A notification of an inbox that the caller may read", Answer = typeof(NotificationView))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "notifications/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => Notification.IsId(id) ? await commands.ReadAsync(request, id, cancellation) : new ProblemResult(Problem.Of(Catalogue.NotFound));
}
