using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage.Queues.Models;
using TechTransfer.Kernel;
using TechTransfer.Messages;

namespace TechTransfer.Storage.Retries;

/// <summary>Something that failed for good, or until a reason is mended: a message that failed in all its tries, or an item that was set
/// aside.</summary>
/// <param name="Id">Names it in <c>POST /poison-messages/{id}/retry</c>.</param>
/// <param name="Source">Queue of the message, or kind of work of the item, as in <c>marker</c>.</param>
/// <param name="Type">Wire name of the event; null for an item, and for a message that is not in our format.</param>
/// <param name="Subject">Id of what it is about: the aggregate of the message, or the item. Null when unknown.</param>
/// <param name="Reason">Reason of the last failure, without user input; null when it was not recorded.</param>
/// <param name="Since">When the message failed for good, or the item for the first time; null when unknown.</param>
/// <param name="AgeSeconds">Number of seconds since then; null when unknown.</param>
/// <param name="Tries">Number of tries of an item that failed; null for a message.</param>
/// <param name="NextAt">When an item is tried again by itself; null for a message, which waits for an operator.</param>
public sealed record PoisonMessage(
    string Id,
    string Source,
    string? Type,
    string? Subject,
    string? Reason,
    DateTimeOffset? Since,
    long? AgeSeconds,
    int? Tries,
    DateTimeOffset? NextAt
);

/// <summary>Lists what failed, and has it tried again. The Functions host moves failed messages without their reason, so the last one of
/// each is recorded.</summary>
/// <param name="storage">The app's storage.</param>
/// <param name="asides">The items that were set aside.</param>
/// <param name="time">Clock for the ages.</param>
public sealed class FailedMessages(AppStorage storage, SetAsides asides, TimeProvider time)
{
    private const string Partition = "failure";

    // Most that one call of the storage gives.
    private const int PageSize = 32;
    private const int Pages = 10;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    private static readonly TimeSpan Hidden = TimeSpan.FromSeconds(10);

    /// <summary>Records why a message failed; kept for 30 days. Costs two calls.</summary>
    /// <param name="queue">The queue that the message came from.</param>
    /// <param name="text">The message's text.</param>
    /// <param name="failure">Only its reason without user input is kept.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task RecordAsync(string queue, string text, Exception failure, CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        var row = new TableEntity(Partition, $"{Day(now)}|{KeyOf(queue, text)}")
        {
            ["Reason"] = SafeException.ReasonOf((failure as AggregateException)?.InnerException ?? failure),
        };
        await storage.Pending.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
        await OldRows.DropAsync(storage.Pending, Partition, Day(now - Kept), cancellation);
    }

    /// <summary>At most 32 failed messages of each queue, and all items that were set aside, the oldest first. Costs two calls and one per
    /// queue.</summary>
    /// <param name="queues">The queues that the app reads.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task<IReadOnlyList<PoisonMessage>> ListAsync(IEnumerable<string> queues, CancellationToken cancellation = default)
    {
        var reasons = await ReasonsAsync(cancellation);
        var now = time.GetUtcNow();
        var found = new List<PoisonMessage>();
        foreach (var queue in queues)
        {
            var messages = await storage.RawQueue(PoisonQueueOf(queue)).PeekMessagesAsync(PageSize, cancellation);
            found.AddRange(messages.Value.Select(m => Of(queue, m.MessageId, m.Body, m.InsertedOn, reasons, now)));
        }
        found.AddRange((await asides.AllAsync(cancellation)).Select(a => Of(a, now)));
        return [.. found.OrderBy(f => f.Since)];
    }

    /// <summary>Puts a message back into its queue, or makes an item due for the next sweep. Null when it is no longer there. A crash in
    /// between delivers a message twice, which consumers allow for.</summary>
    /// <param name="queues">The queues that the app reads.</param>
    /// <param name="id">See <see cref="PoisonMessage"/>.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task<PoisonMessage?> RetryAsync(IEnumerable<string> queues, string id, CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        if ((await asides.AllAsync(cancellation)).FirstOrDefault(a => IdOf(a) == id) is { } aside)
            return Of(await asides.MakeDueAsync(aside, cancellation), now);
        if (queues.FirstOrDefault(q => id.StartsWith($"{q}.", StringComparison.Ordinal)) is not { } queue)
            return null;
        var failed = storage.RawQueue(PoisonQueueOf(queue));
        // A message is deleted by the receipt of a delivery, so others are hidden for some seconds.
        for (var page = 0; page < Pages; page++)
        {
            var messages = (await failed.ReceiveMessagesAsync(PageSize, Hidden, cancellation)).Value;
            if (messages.FirstOrDefault(m => IdOf(queue, m.MessageId) == id) is { } message)
            {
                await storage.RawQueue(queue).SendMessageAsync(message.Body, cancellationToken: cancellation);
                await failed.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellation);
                await Each.DoAsync(messages.Where(m => m != message), m => ShowAsync(m), cancellation);
                return Of(queue, message.MessageId, message.Body, message.InsertedOn, await ReasonsAsync(cancellation), now);
            }
            if (messages.Length < PageSize)
            {
                await Each.DoAsync(messages, m => ShowAsync(m), cancellation);
                return null;
            }
        }
        return null;

        Task ShowAsync(QueueMessage message) =>
            failed.UpdateMessageAsync(
                message.MessageId,
                message.PopReceipt,
                visibilityTimeout: TimeSpan.Zero,
                cancellationToken: cancellation
            );
    }

    /// <summary>Name of the queue into which the Functions host moves messages that failed in all retries.</summary>
    public static string PoisonQueueOf(string queue) => $"{queue}-poison";

    private async Task<IReadOnlyDictionary<string, string>> ReasonsAsync(CancellationToken cancellation)
    {
        var reasons = new Dictionary<string, string>();
        // In the order of days: the last one counts.
        await foreach (
            var row in storage.Pending.QueryAsync<TableEntity>(r => r.PartitionKey == Partition, cancellationToken: cancellation)
        )
            reasons[row.RowKey[(row.RowKey.IndexOf('|', StringComparison.Ordinal) + 1)..]] = row.GetString("Reason");
        return reasons;
    }

    private static PoisonMessage Of(
        string queue,
        string messageId,
        BinaryData body,
        DateTimeOffset? since,
        IReadOnlyDictionary<string, string> reasons,
        DateTimeOffset now
    )
    {
        var text = TextOf(body);
        var envelope = EnvelopeIn(text);
        return new(
            IdOf(queue, messageId),
            queue,
            envelope?.Type,
            envelope?.Aggregate,
            reasons.GetValueOrDefault(KeyOf(queue, text)),
            since,
            since is { } at ? (long)(now - at).TotalSeconds : null,
            null,
            null
        );
    }

    private static PoisonMessage Of(SetAside aside, DateTimeOffset now) =>
        new(
            IdOf(aside),
            aside.Work,
            null,
            aside.Item,
            aside.Reason,
            aside.Since,
            (long)(now - aside.Since).TotalSeconds,
            aside.Tries,
            aside.NextAt
        );

    // Messages are base64; what is not is no message of ours, and is put back as it is.
    private static string TextOf(BinaryData body)
    {
        var raw = body.ToString();
        var bytes = new byte[raw.Length];
        return Convert.TryFromBase64String(raw, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : raw;
    }

    private static Envelope? EnvelopeIn(string text)
    {
        try
        {
            return Json.Read<Envelope>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string IdOf(string queue, string messageId) => $"{queue}.{messageId}";

    private static string IdOf(SetAside aside) => $"{aside.Work}.{Ids.Sha256(aside.Item)[..32]}";

    private static string KeyOf(string queue, string text) => $"{queue}|{Ids.Sha256(text)[..32]}";

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
