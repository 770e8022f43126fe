using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Azure.WebJobs.Extensions.Timers;

namespace TechTransfer.LocalHost.Triggers;

/// <summary>Stores when each timer ran in the same blob as the Functions host: <c>timers/HOSTID/FUNCTION/status</c>.</summary>
internal sealed class BlobScheduleMonitor(BlobContainerClient container, string hostId) : ScheduleMonitor
{
    public override async Task<ScheduleStatus?> GetStatusAsync(string timerName)
    {
        try
        {
            var status = await BlobOf(timerName).DownloadContentAsync();
            return JsonSerializer.Deserialize<ScheduleStatus>(status.Value.Content.ToMemory().Span);
        }
        catch (Exception none) when (none is RequestFailedException { Status: 404 } or JsonException)
        {
            return null;
        }
    }

    public override async Task UpdateStatusAsync(string timerName, ScheduleStatus status)
    {
        var text = new BinaryData(JsonSerializer.SerializeToUtf8Bytes(status));
        try
        {
            await WriteAsync(timerName, text);
        }
        catch (RequestFailedException none) when (none.Status == 404)
        {
            await container.CreateIfNotExistsAsync();
            await WriteAsync(timerName, text);
        }
    }

    private async Task WriteAsync(string timerName, BinaryData text)
    {
        using var content = text.ToStream();
        await BlobOf(timerName).UploadAsync(content, new BlobUploadOptions());
    }

    private BlockBlobClient BlobOf(string timerName) => container.GetBlockBlobClient($"timers/{hostId}/{timerName}/status");
}
