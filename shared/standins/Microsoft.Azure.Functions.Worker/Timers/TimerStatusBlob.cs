using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;

namespace Microsoft.Azure.Functions.Worker.Timers;

/// <summary>When the timer last fired and will fire, kept where every instance finds it.</summary>
internal sealed class TimerStatusBlob(BlobContainerClient container, string hostId, string timer)
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new UtcConverter() } };

    private readonly BlockBlobClient _blob = container.GetBlockBlobClient($"timers/{hostId}/{timer}/status");

    public async Task<ScheduleStatus?> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            var content = await _blob.DownloadContentAsync(cancellation);
            return content.Value.Content.ToObjectFromJson<ScheduleStatus>(Json);
        }
        catch (JsonException)
        {
            // What cannot be read is begun anew, as the Functions host does.
            return null;
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    public async Task WriteAsync(ScheduleStatus status, CancellationToken cancellation)
    {
        const string Block = "MDAwMA==";
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(status));
        await _blob.StageBlockAsync(Block, content, cancellationToken: cancellation);
        await _blob.CommitBlockListAsync([Block], cancellationToken: cancellation);
    }
}
