namespace Microsoft.Azure.Functions.Worker.Settings;

/// <summary>How queues are read: the section <c>extensions.queues</c> of host.json.</summary>
internal sealed record QueueSettings
{
    /// <summary>How many messages are fetched at once, 1 to 32.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The next batch is fetched once no more than this many messages are in work.</summary>
    public required int NewBatchThreshold { get; init; }

    /// <summary>How often a message is tried before it goes to the poison queue.</summary>
    public required int MaxDequeueCount { get; init; }

    /// <summary>How long a message stays hidden after a failure.</summary>
    public required TimeSpan VisibilityTimeout { get; init; }

    /// <summary>The longest pause between two looks at an empty queue.</summary>
    public required TimeSpan MaxPollingInterval { get; init; }

    /// <summary>Whether the text of a message is Base64.</summary>
    public required bool Base64 { get; init; }

    /// <exception cref="StartupException">A value is bad.</exception>
    public static QueueSettings Read(JsonSection queues)
    {
        queues.Allow("batchSize", "newBatchThreshold", "maxDequeueCount", "visibilityTimeout", "maxPollingInterval", "messageEncoding");
        var batchSize = queues.Number("batchSize", 1, 32) ?? 16;
        return new QueueSettings
        {
            BatchSize = batchSize,
            NewBatchThreshold = queues.Number("newBatchThreshold", 0, 1000) ?? batchSize / 2,
            MaxDequeueCount = queues.Number("maxDequeueCount", 1, int.MaxValue) ?? 5,
            VisibilityTimeout = queues.Duration("visibilityTimeout", TimeSpan.Zero, TimeSpan.FromDays(7)) ?? TimeSpan.Zero,
            MaxPollingInterval = queues.Duration("maxPollingInterval", TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(1)) ?? TimeSpan.FromMinutes(1),
            Base64 = queues.Text("messageEncoding")?.ToUpperInvariant() switch
            {
                null or "BASE64" => true,
                "NONE" => false,
                _ => throw queues.Bad("messageEncoding", "must be \"base64\" or \"none\""),
            },
        };
    }
}
