namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>The intervals of the Functions host that no setting changes.</summary>
internal sealed record HostTimings
{
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How long a message is hidden while it is in work.</summary>
    public TimeSpan MessageVisibility { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>After which time in work a message is hidden anew.</summary>
    public TimeSpan MessageRenewal { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The shortest pause between two looks at an empty queue.</summary>
    public TimeSpan MinPollingInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a timer belongs to one instance, unless it renews the lease.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan LeaseRenewal { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How often an instance tries to take over a timer that another one holds.</summary>
    public TimeSpan LeaseRetry { get; init; } = TimeSpan.FromMinutes(1);

    public Task DelayAsync(TimeSpan pause, CancellationToken cancellation) => Task.Delay(pause, Clock, cancellation);
}
