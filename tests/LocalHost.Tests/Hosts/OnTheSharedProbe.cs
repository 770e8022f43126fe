using Azure.Storage.Blobs;

namespace TechTransfer.LocalHost.Tests.Hosts;

/// <summary>Facts that are read off one probe, which starts once.</summary>
public abstract class OnTheSharedProbe : IAsyncLifetime
{
    // Before it starts, the status of a timer says that a run was missed.
    private static readonly Lazy<Task<Probe>> Started = new(() => Probe.StartAsync(before: MissARunAsync));

    protected Probe Probe { get; private set; } = null!;

    public async Task InitializeAsync() => Probe = await Started.Value;

    public Task DisposeAsync() => Task.CompletedTask;

    protected static BlobClient StatusOf(Probe probe, string timer) =>
        probe.Locks.GetBlobClient($"timers/{probe.Name}/Host.Functions.{timer}/status");

    private static async Task MissARunAsync(Probe probe)
    {
        await probe.Locks.CreateIfNotExistsAsync();
        var status =
            """{"Last":"2020-01-01T00:00:00+00:00","Next":"2021-01-01T00:00:00+00:00","LastUpdated":"2020-01-01T00:00:00+00:00"}""";
        await StatusOf(probe, "TimerMonitored").UploadAsync(BinaryData.FromString(status));
    }
}
