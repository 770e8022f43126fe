using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.ContractRegistration.Notifications;
using TechTransfer.ContractRegistration.Notifications.Hook;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.Storage;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.ContractRegistration.Tests.Notifications;

internal sealed class NotificationApp : IDisposable
{
    public static readonly byte[] Secret = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private readonly HookClient client;
    private readonly HookQueue hook;
    private readonly Azure.Storage.Queues.QueueClient queue;

    private NotificationApp(string app, string connection, HookSettings settings, TimeProvider time)
    {
        var storage = TestStorage.Open(
            app,
            connection,
            configure: null,
            new Dictionary<string, IReadOnlyList<string>> { [MessageNames.DeliveryDue] = [$"{app}-hook"] }
        );
        (Storage, Settings) = (storage, settings);
        Store = new(storage, NotificationSetup.Aggregate, time, NullLogger<AggregateStore<Notification>>.Instance);
        Inbox = new(Store, new(storage), settings);
        client = new(settings, time);
        hook = new(Store, new(storage), client, settings, time);
        queue = new(connection, $"{app}-hook", new() { MessageEncoding = Azure.Storage.Queues.QueueMessageEncoding.Base64 });
    }

    public AppStorage Storage { get; }
    public HookSettings Settings { get; }
    public AggregateStore<Notification> Store { get; }
    public NoticesInbox Inbox { get; }

    public static async Task<NotificationApp> NewAsync(Uri? url, TimeProvider? time = null, Func<HookSettings, HookSettings>? change = null)
    {
        var app = TestStorage.NewName();
        var settings = url is null
            ? HookSettings.None
            : new(url, Secret) { Pauses = [TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero] };
        var opened = new NotificationApp(
            app,
            await AzuriteServer.ConnectionStringAsync(),
            change?.Invoke(settings) ?? settings,
            time ?? TimeProvider.System
        );
        await opened.Storage.CreateMissingAsync([$"{app}-hook"]);
        return opened;
    }

    public static Envelope Message(NotificationMessage notice, string id = "case|c1|3|CaseNotice") =>
        new(
            id,
            MessageNames.NotificationMessage,
            notice.CaseId,
            3,
            Given.Now,
            System.Text.Json.JsonSerializer.SerializeToElement(notice, Json.Options),
            null
        );

    public static NotificationMessage Notice(params string[] recipients) =>
        new("c1", "returned", recipients, new("《项目（虚构）》被退回补正。", "It was returned."), "/api/contracts/c1");

    public async Task<string> MakeAsync()
    {
        var message = Message(Notice("91500107MA5XUA0231"));
        await Inbox.Receive(Json.Write(message).AsMessage(), default);
        return NoticesInbox.IdOf(message, "91500107MA5XUA0231");
    }

    public async Task<Notification> ReadAsync(string id) => (await Store.LoadAsync(id)).State!;

    public async Task<int> DrainAsync()
    {
        var handed = 0;
        while (await queue.ReceiveMessageAsync(TimeSpan.FromMinutes(5)) is { Value: { } message })
        {
            await hook.Receive(message, default);
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
            handed++;
        }
        return handed;
    }

    public async Task<string> PeekAsync() => (await queue.PeekMessageAsync()).Value.MessageText;

    public Task HandOverAsync(string message) => hook.Receive(message.AsMessage(), default);

    public async Task<int> WaitingAsync() => (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount;

    public void Dispose() => client.Dispose();
}
