using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Notifications;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Problems;
using TechTransfer.Messages;
using TechTransfer.Storage.Rows;
using TechTransfer.Testing.Apps;

namespace TechTransfer.ContractRegistration.Tests.Notifications;

public sealed class NoticesTests
{
    private const string Org = "91500107MA5XUA0231";

    [Fact]
    public async Task However_often_and_however_many_at_once_a_message_comes_each_recipient_is_notified_once()
    {
        using var app = await NotificationApp.NewAsync(null);
        var message = Json.Write(NotificationApp.Message(NotificationApp.Notice(Org, NotificationMessage.Registrars)));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.Inbox.Receive(message.AsMessage(), default)));
        await app.Inbox.Receive(message.AsMessage(), default);
        await app.Inbox.Receive(
            Json.Write(NotificationApp.Message(NotificationApp.Notice(Org), "case|c1|5|CaseNotice")).AsMessage(),
            default
        );

        Assert.Equal(2, (await ListAsync(app, NotificationSetup.Inbox(Org))).Count);
        var notification = Assert.Single(await ListAsync(app, NotificationSetup.Inbox(NotificationMessage.Registrars)));
        Assert.Equal(1, (await app.Store.LoadAsync(notification.GetProperty("id").GetString()!)).Version);
        Assert.Equal("inboxOnly", notification.GetProperty("delivery").GetString());
        Assert.Equal(0, await app.WaitingAsync());
    }

    [Fact]
    public async Task With_a_hook_each_notification_waits_for_it_once()
    {
        using var app = await NotificationApp.NewAsync(new("http://127.0.0.1:9/"));
        var message = Json.Write(NotificationApp.Message(NotificationApp.Notice(Org, NotificationMessage.Registrars)));
        await app.Inbox.Receive(message.AsMessage(), default);
        await app.Inbox.Receive(message.AsMessage(), default);
        Assert.Equal(2, await app.WaitingAsync());
    }

    [Fact]
    public async Task A_message_that_is_no_notice_is_not_taken() =>
        await Assert.ThrowsAsync<Failure>(async () =>
        {
            using var app = await NotificationApp.NewAsync(null);
            await app.Inbox.Receive(
                Json.Write(NotificationApp.Message(NotificationApp.Notice(Org)) with { Type = "Something" }).AsMessage(),
                default
            );
        });

    [Fact]
    public void Events_notify_the_people_who_wait_for_them()
    {
        var registered = Given.Registered();
        var (accepted, returned, refused) = (Given.Accepted(), Given.Returned(), Given.Refused());
        string[] sides = [.. registered.Content.AllParties().Select(p => p.Party.Uscc!)];

        Told(returned, new ContractReturned(returned.Corrections, "registrar-a", Given.Now), "returned", Given.Filer.Organisation!);
        Told(registered, new NumberAllotted(registered.Number!, registered.RegisteredOn!.Value), "registered", sides);
        Told(refused, new RegistrationRefused(refused.Refusal!, "registrar-b", Given.Now), "refused", Given.Filer.Organisation!);
        Told(accepted, new ContractDueSoon(accepted.Clock!.DueOn, Given.Now), "dueSoon", NotificationMessage.Registrars);
        Told(accepted, new ContractOverdue(accepted.Clock.DueOn, Given.Now), "overdue", NotificationMessage.Registrars);
        Assert.Contains(
            $"{accepted.Clock.DueOn:yyyy年M月d日}",
            ContractNotices.Of(accepted, new ContractOverdue(accepted.Clock.DueOn, Given.Now))!.Text.Zh,
            StringComparison.Ordinal
        );

        // Steps of the office's internal work make no notification.
        Assert.Null(ContractNotices.Of(accepted, new ContractAccepted("r", accepted.Clock, "registrar-a", Given.Now)));
        Assert.Null(ContractNotices.Of(Given.Submitted(), Submission(Given.Submitted())));
    }

    [Fact]
    public void No_notice_names_a_person()
    {
        foreach (var state in (Contract[])[Given.Registered(), Given.Returned(), Given.Refused()])
        {
            object happened = state.Status switch
            {
                ContractStatus.Registered => new NumberAllotted(state.Number!, state.RegisteredOn!.Value),
                ContractStatus.Returned => new ContractReturned(state.Corrections, "registrar-a", Given.Now),
                _ => new RegistrationRefused(state.Refusal!, "registrar-a", Given.Now),
            };
            var text = Json.Write(ContractNotices.Of(state, happened));
            foreach (var (_, party) in state.Content.AllParties())
            {
                Assert.All(
                    (string?[])[party.Contact, party.Phone, party.Representative, party.Signer],
                    person => Assert.DoesNotContain(person!, text, StringComparison.Ordinal)
                );
            }
        }
    }

    [Fact]
    public void Second_reader_does_not_replace_the_first_in_a_read_notification()
    {
        var unread = new Notification
        {
            Id = "n",
            Recipient = Given.Filer.Organisation!,
            Type = "returned",
            CaseId = "c",
            At = Given.Now,
            Text = new("文", "text"),
            Link = "/",
            Delivery = new(DeliveryStatus.InboxOnly),
        };
        var read = MarkRead.Decide(unread, Given.Filer, Given.Now).Value;
        var again = MarkRead.Decide(read.State, Given.Caller("office-u1-b"), Given.Now.AddDays(1)).Value;
        Assert.Equal((Given.Filer.Subject, Given.Now), (again.State.ReadBy, again.State.ReadAt));
        Assert.Null(again.Event);
    }

    private static ContractSubmitted Submission(Contract state) => new(state.Content, state.Attachments, null, [], "office-u1", Given.Now);

    private static void Told(Contract state, object happened, string type, params string[] recipients)
    {
        var notice = ContractNotices.Of(state, happened)!;
        Assert.Equal((state.Id, type, $"/api/contracts/{state.Id}"), (notice.CaseId, notice.Type, notice.Link));
        Assert.Equal(recipients.Order(StringComparer.Ordinal), notice.Recipients.Order(StringComparer.Ordinal));
        Assert.Contains(state.Content.Title, notice.Text.Zh, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<System.Text.Json.JsonElement>> ListAsync(NotificationApp app, string list) =>
        (await new Lists(app.Storage).ReadAsync(list, 50, null)).Value.Items;
}
