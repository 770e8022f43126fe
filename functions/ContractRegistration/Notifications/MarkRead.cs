using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.ContractRegistration.Notifications;

/// <summary>Marks the notification as read for all users of the recipient; only the first reader is recorded.</summary>
public sealed class MarkRead(Commands<Notification> commands, TimeProvider time)
{
    [Function("ReadNotification")]
    [Allowed(Role.Office, Role.Company, Role.Registrar, Role.Approver)]
    [Operation(
        "Mark a notification as read, for the whole organisation",
        Body = typeof(MarkReadBody),
        Answer = typeof(NotificationView),
        Effect = Effect.Creates
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "notifications/{id}/read")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        Notification.IsId(id)
            ? await commands.MarkAsync<MarkReadBody>(
                request,
                id,
                (notification, _, caller) => Decide(notification, caller, time.GetUtcNow()),
                cancellation
            )
            : new ProblemResult(Problem.Of(Catalogue.NotFound));

    public static Outcome<Change<Notification>> Decide(Notification notification, Caller caller, DateTimeOffset now)
    {
        // Auditors may read the notification but not mark it.
        if (!NotificationSetup.IsRecipient(notification.Recipient, caller))
            return Problem.Of(Catalogue.NotFound);
        return notification.ReadAt is not null
            ? new Change<Notification>(notification, null)
            : new Change<Notification>(
                notification with
                {
                    ReadAt = now,
                    ReadBy = caller.Subject,
                },
                new NotificationRead(caller.Subject, now)
            );
    }
}

[SchemaName("Nothing")]
public sealed record MarkReadBody;
