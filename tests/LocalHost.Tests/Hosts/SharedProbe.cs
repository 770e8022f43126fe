using Azure.Storage.Blobs;

namespace TechTransfer.LocalHost.Tests.Hosts;

public sealed class SharedProbe : IAsyncLifetime
{
    public Probe Probe { get; private set; } = null!;

    // Writes the status of a timer that has missed a run, before the probe starts.
    public async Task InitializeAsync() => Probe = await Probe.StartAsync(before: MissARunAsync);

    public Task DisposeAsync() => Probe.DisposeAsync().AsTask();

    public static BlobClient StatusOf(Probe probe, string timer) =>
        probe.Locks.GetBlobClient($"timers/{probe.Name}/Host.Functions.{timer}/status");

    private static async Task MissARunAsync(Probe probe)
    {
        await probe.Locks.CreateIfNotExistsAsync();
        var status =
            """{"Last":"2020-01-01T00:00:00+00:00","Next":"2021-01-01T00:00:00+00:00","LastUpdated":"2020-01-01T00:00:00+00:00"}""";
        await StatusOf(probe, "TimerMonitored").UploadAsync(BinaryData.FromString(status));
    }
}

[CollectionDefinition(Name)]
public sealed class SharedProbeFacts : ICollectionFixture<SharedProbe>
{
    public const string Name = "facts of one probe";
}
