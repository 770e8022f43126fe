using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs.Specialized;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Problems;
using TechTransfer.Messages;
using TechTransfer.Storage.Retries;

namespace TechTransfer.Storage;

/// <summary>Bodies above 40 KiB travel in blobs, since a queue message is limited to 64 KiB. Messages never expire.</summary>
public sealed class Outbox(AppStorage storage)
{
    // A queue message takes 64 KiB of base64, which is 48 KiB of data; the envelope around the body needs the rest.
    private const int InlineBodyBytes = 40 * 1024;
    private const int MaxPauseSeconds = 60;

    /// <summary>How often a message is put back before it counts as failed: for about a day.</summary>
    public const int MaxWaits = 24 * 60;

    internal Task SendAsync(Envelope envelope, CancellationToken cancellation) =>
        storage.Consumers.TryGetValue(envelope.Type, out var queues)
            ? SendAsync(envelope, queues, cancellation)
            : throw new Failure($"{envelope.Type} has no consumers.");

    /// <summary>Whether events of this type are sent to the queue: by <see cref="Topics"/>, unless the storage was opened with other
    /// consumers.</summary>
    public bool IsConsumer(string queue, string type) => storage.Consumers.TryGetValue(type, out var queues) && queues.Contains(queue);

    /// <summary>Sends the current state of an aggregate to one consumer again, marked as a replay. Other consumers get nothing.</summary>
    /// <param name="queue">The consumer's queue, which must receive this type of event.</param>
    /// <param name="kind">The kind of aggregate, as in <c>case</c>.</param>
    /// <param name="aggregate">The aggregate's id.</param>
    /// <param name="version">The version that the message describes.</param>
    /// <param name="now">The current time.</param>
    /// <param name="message">An event that describes the whole state, with personal values put back.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public Task ReplayAsync(
        string queue,
        string kind,
        string aggregate,
        long version,
        DateTimeOffset now,
        object message,
        CancellationToken cancellation = default
    )
    {
        var type = WireName.Of(message);
        if (!IsConsumer(queue, type))
            throw new InvalidOperationException($"{queue} does not consume {type}.");
        var envelope = new Envelope(
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{kind}|{aggregate}|{version}|{type}"),
            type,
            aggregate,
            version,
            now,
            JsonSerializer.SerializeToElement(message, message.GetType(), Json.Options),
            null,
            Replay: true
        );
        return SendAsync(envelope, [queue], cancellation);
    }

    private async Task SendAsync(Envelope envelope, IReadOnlyList<string> queues, CancellationToken cancellation)
    {
        var body = Encoding.UTF8.GetBytes(envelope.Body!.Value.GetRawText());
        if (body.Length > InlineBodyBytes)
        {
            var name = $"{storage.App}/{Ids.Sha256(body)}";
            using var content = new MemoryStream(body, writable: false);
            await BlobWriting.WriteOnceAsync(storage.MessageBodies.GetBlockBlobClient(name), content, "application/json", cancellation);
            envelope = envelope with { Body = null, BodyBlob = name };
        }
        var text = Json.Write(envelope);
        await Each.DoAsync(queues, queue => storage.Queue(queue).SendMessageAsync(text, cancellation), cancellation);
    }

    /// <summary>Sends a received message once more to all its consumers, hidden for a while: for work that must wait before its next
    /// attempt.</summary>
    /// <param name="envelope">The envelope as received.</param>
    /// <param name="after">How long the message stays hidden: up to 7 days.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task SendAgainAsync(Envelope envelope, TimeSpan after, CancellationToken cancellation = default)
    {
        foreach (var queue in storage.Consumers[envelope.Type])
            await SendAgainAsync(queue, envelope, after, cancellation);
    }

    /// <summary>Puts a received message back into its queue, because the data that it needs has not arrived. The delay doubles from a
    /// second to a minute, since a message that a dead process has left unsent arrives only minutes later.</summary>
    /// <param name="queue">The queue that the message came from.</param>
    /// <param name="envelope">The envelope as received.</param>
    /// <param name="missing">What the message needs.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="NotYetException">The message was put back for a day, and the data is still missing.</exception>
    public async Task PutBackAsync(string queue, Envelope envelope, NotYetException missing, CancellationToken cancellation = default)
    {
        if (envelope.Waits >= MaxWaits)
            ExceptionDispatchInfo.Throw(missing);
        var pause = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, envelope.Waits), MaxPauseSeconds));
        await SendAgainAsync(queue, envelope with { Waits = envelope.Waits + 1 }, pause, cancellation);
    }

    // No expiry: messages must not be lost, even if the consumer is broken for a long time.
    private async Task SendAgainAsync(string queue, Envelope envelope, TimeSpan after, CancellationToken cancellation) =>
        await storage.Queue(queue).SendMessageAsync(Json.Write(envelope), after, TimeSpan.FromSeconds(-1), cancellation);

    /// <summary>Reads the event in an envelope, from its blob when it was too long for the queue.</summary>
    /// <exception cref="RequestFailedException">The blob cannot be read: the message must be tried again.</exception>
    public async Task<T> OpenAsync<T>(Envelope envelope, CancellationToken cancellation = default)
    {
        if (envelope.Body is { } body)
            return body.Deserialize<T>(Json.Options) ?? throw new JsonException("The body is null.");
        using var stream = await storage.MessageBodies.GetBlockBlobClient(envelope.BodyBlob).OpenReadAsync(cancellationToken: cancellation);
        return await JsonSerializer.DeserializeAsync<T>(stream, Json.Options, cancellation) ?? throw new JsonException("The body is null.");
    }
}
