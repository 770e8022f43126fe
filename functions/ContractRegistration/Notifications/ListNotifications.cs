using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Messages;

namespace TechTransfer.ContractRegistration.Notifications;

/// <summary>Organisations read their own inbox, registrars and approvers that of the registration office.</summary>
public sealed class ListNotifications(Lists lists)
{
    [Function("ListNotifications")]
    [Allowed(Role.Office, Role.Company, Role.Registrar, Role.Approver, Role.Auditor)]
    [Operation(
        "The notifications of an inbox, newest first. A short page does not mean that it is the last",
        Answer = typeof(PageBody),
        Query = [
            "org: A USCC; the caller's own if not given",
            "unread: true for those not read yet",
            "undelivered: true, for registrars and auditors: what could not be delivered to the webhook",
            "limit: 1 to 200, 50 if not given",
            "cursor: From the page before",
        ]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "notifications")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var caller = request.Caller();
        var list = Choose(request, caller);
        if (list.Problem is { } refused)
            return new ProblemResult(refused);
        return await lists.PageAsync<NotificationSummary>(
            request,
            list.Value,
            line => NotificationSetup.MaySee(line.Recipient, line.Delivery, caller),
            cancellation: cancellation
        );
    }

    private static Outcome<string> Choose(HttpRequest request, Caller caller)
    {
        request.OneOf("undelivered", "unread");
        request.OneOf("undelivered", "org");
        if (request.AskedFlag("undelivered"))
        {
            return caller.Is(Role.Registrar) || caller.Is(Role.Auditor)
                ? NotificationSetup.Undelivered
                : RoleNames.Needed(Role.Registrar, Role.Auditor);
        }
        var recipient =
            request.AskedOrganisation() is { } organisation ? organisation
            : caller.Organisation is { } own && caller.ActsFor(own) ? own
            : NotificationMessage.Registrars;
        if (!NotificationSetup.MaySee(recipient, caller))
            return Problem.Of(Catalogue.NotFound);
        return request.AskedFlag("unread") ? NotificationSetup.Unread(recipient) : NotificationSetup.Inbox(recipient);
    }
}
