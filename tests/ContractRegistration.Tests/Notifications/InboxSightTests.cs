using TechTransfer.ContractRegistration.Notifications;
using TechTransfer.Hosting.Commands;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Testing.Apps;

namespace TechTransfer.ContractRegistration.Tests.Notifications;

public sealed class InboxSightTests
{
    [Theory]
    [InlineData("registrar-a", true)]
    [InlineData("auditor", true)]
    [InlineData("approver", false)]
    [InlineData("company-e4", false)]
    public async Task What_the_hook_gave_up_on_is_listed_to_those_who_may_read_it(string user, bool sees)
    {
        var (app, commands, id) = await GivenUpAsync();
        using var _ = app;

        var list = await FunctionCall.SendAsync(
            new ListNotifications(new(app.Storage)).Run,
            Given.Caller(user),
            "GET",
            "/api/notifications?undelivered=true"
        );
        var one = await FunctionCall.SendAsync(
            (r, c) => new GetNotification(commands).Run(r, id, c),
            Given.Caller(user),
            "GET",
            $"/api/notifications/{id}"
        );

        Assert.Equal(sees ? [id] : [], list.Json!["items"]?.AsArray().Select(i => (string)i!["id"]!) ?? []);
        Assert.Equal(sees ? 200 : 404, one.Status);
    }

    [Fact]
    public async Task A_registrar_who_looks_after_the_hook_does_not_read_for_the_recipient()
    {
        var (app, commands, id) = await GivenUpAsync();
        using var _ = app;

        Assert.Equal(
            404,
            (
                await FunctionCall.PostAsync(
                    (r, c) => new MarkRead(commands, TimeProvider.System).Run(r, id, c),
                    Given.RegistrarA,
                    $"/api/notifications/{id}/read"
                )
            ).Status
        );
        Assert.Null((await app.ReadAsync(id)).ReadAt);
    }

    private static async Task<(NotificationApp, Commands<Notification>, string)> GivenUpAsync()
    {
        var app = await NotificationApp.NewAsync(url: null);
        var id = await app.MakeAsync();
        var made = await app.Store.LoadAsync(id);
        var caller = new Caller("hook", "hook", new HashSet<Role>(), null);
        Assert.Null(
            (
                await app.Store.CommitAsync(
                    made,
                    new(made.State! with { Delivery = new(DeliveryStatus.Failed, 5, Fault: "HTTP 500") }, null),
                    caller,
                    null
                )
            ).Problem
        );
        return (app, new(app.Store, NotificationSetup.Commands), id);
    }
}
