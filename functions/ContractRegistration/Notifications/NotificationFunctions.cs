using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.Storage;

namespace TechTransfer.ContractRegistration.Notifications;

/// <summary>The inboxes over HTTP: an organisation reads its own, registrars and approvers the registration office's.</summary>
public sealed class NotificationFunctions(Commands<Notification> commands, Lists lists, TimeProvider time)
{
    [Function("ListNotifications")]
    [Allowed(Role.Office, Role.Company, Role.Registrar, Role.Approver, Role.Auditor)]
    [Operation(
        "An inbox, newest first. A page may be short and still go on",
        Answer = typeof(PageBody),
        Query = [
            "org: A USCC; the caller's own if not given",
            "unread: true for those not read yet",
            "undelivered: true, for registrars and auditors: what the outgoing hook gave up on",
            "limit: 1 to 200, 50 if not given",
            "cursor: From the page before",
        ]
    )]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "notifications")] HttpRequest request,
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
            line => NotificationKind.MaySee(line.Recipient, line.Delivery, caller),
            cancellation: cancellation
        );
    }

    [Function("GetNotification")]
    [Allowed(Role.Office, Role.Company, Role.Registrar, Role.Approver, Role.Auditor)]
    [Operation("A notification of an inbox that the caller reads", Answer = typeof(NotificationView))]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "notifications/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => Known(id, () => commands.ReadAsync(request, id, cancellation));

    [Function("ReadNotification")]
    [Allowed(Role.Office, Role.Company, Role.Registrar, Role.Approver)]
    [Operation(
        "Mark a notification as read, for the whole organisation",
        Body = typeof(Nothing),
        Answer = typeof(NotificationView),
        Effect = Effect.Creates
    )]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "notifications/{id}/read")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        Known(
            id,
            () =>
                commands.MarkAsync<Nothing>(
                    request,
                    id,
                    (notification, _, caller) => MarkRead.Decide(notification, caller, time.GetUtcNow()),
                    cancellation
                )
        );

    private static Outcome<string> Choose(HttpRequest request, Caller caller)
    {
        var (unread, undelivered) = (Flag(request, "unread"), Flag(request, "undelivered"));
        if ((unread.Problem ?? undelivered.Problem) is { } malformed)
            return malformed;
        if (undelivered.Value)
        {
            return caller.Is(Role.Registrar) || caller.Is(Role.Auditor)
                ? NotificationKind.Undelivered
                : Problem.Of(Catalogue.NotAllowed, ("roles", "registrar, auditor"));
        }
        var organisation = request.Query["org"].ToString();
        if (organisation.Length > 0 && !CreditCode.IsValid(organisation))
            return Malformed("org", "USCC");
        var recipient =
            organisation.Length > 0 ? organisation
            : caller.Organisation is { } own && caller.ActsFor(own) ? own
            : CaseNotice.Registrars;
        if (!NotificationKind.MaySee(recipient, caller))
            return Problem.Of(Catalogue.NotFound);
        return unread.Value ? NotificationKind.Unread(recipient) : NotificationKind.Inbox(recipient);
    }

    private static Outcome<bool> Flag(HttpRequest request, string name) =>
        request.Query[name].ToString() switch
        {
            "" or "false" => false,
            "true" => true,
            _ => Malformed(name, "true | false"),
        };

    private static Problem Malformed(string name, string reason) =>
        Problem.Of(Catalogue.MalformedQuery, ("name", name), ("reason", reason)).At(name);

    // What is none of our ids was never given out.
    private static Task<IResult> Known(string id, Func<Task<IResult>> answer) =>
        id.Length == 26 && id.All(char.IsAsciiLetterOrDigit)
            ? answer()
            : Task.FromResult<IResult>(new ProblemResult(Problem.Of(Catalogue.NotFound)));
}
