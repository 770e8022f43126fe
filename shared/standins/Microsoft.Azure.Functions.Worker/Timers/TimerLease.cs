using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Timers;

/// <summary>The right to run a timer, held by one instance at a time as a lease on a blob.</summary>
internal sealed class TimerLease : IAsyncDisposable
{
    private readonly BlobLeaseClient _lease;
    private readonly HostTimings _timings;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _released = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly Task _renewing;

    private TimerLease(BlobLeaseClient lease, HostTimings timings, ILogger log)
    {
        _lease = lease;
        _timings = timings;
        _log = log;
        _renewing = RenewAsync();
    }

    /// <summary>Set when another instance may hold the timer.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Null if another instance holds it.</summary>
    public static async Task<TimerLease?> TryTakeAsync(BlobContainerClient container, string name, HostTimings timings, ILogger log, CancellationToken cancellation)
    {
        var blob = container.GetBlockBlobClient(name);
        try
        {
            return await TakeAsync(blob, timings, log, cancellation);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            await CreateAsync(container, blob, cancellation);
            return await TakeAsync(blob, timings, log, cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _released.CancelAsync();
        await _renewing;
        if (!_lost.IsCancellationRequested)
        {
            try
            {
                await _lease.ReleaseAsync();
            }
            catch (Exception failure)
            {
                // It lapses by itself.
                _log.LogDebug("A timer lease could not be released: {Problem}", failure.Message);
            }
        }
        _released.Dispose();
        _lost.Dispose();
    }

    private static async Task<TimerLease?> TakeAsync(BlockBlobClient blob, HostTimings timings, ILogger log, CancellationToken cancellation)
    {
        var lease = blob.GetBlobLeaseClient();
        try
        {
            await lease.AcquireAsync(timings.LeaseDuration, cancellationToken: cancellation);
        }
        catch (RequestFailedException held) when (held.ErrorCode == BlobErrorCode.LeaseAlreadyPresent)
        {
            return null;
        }
        var instance = new Dictionary<string, string> { ["FunctionInstance"] = $"{Environment.MachineName}-{Environment.ProcessId}" };
        await blob.SetMetadataAsync(instance, new BlobRequestConditions { LeaseId = lease.LeaseId }, cancellation);
        return new TimerLease(lease, timings, log);
    }

    private static async Task CreateAsync(BlobContainerClient container, BlockBlobClient blob, CancellationToken cancellation)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
        try
        {
            var onlyNew = new CommitBlockListOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
            await blob.CommitBlockListAsync([], onlyNew, cancellation);
        }
        catch (RequestFailedException exists) when (exists.Status is 409 or 412)
        {
            // Another instance was quicker.
        }
    }

    private async Task RenewAsync()
    {
        var held = _timings.Clock.GetTimestamp();
        while (true)
        {
            try
            {
                await _timings.DelayAsync(_timings.LeaseRenewal, _released.Token);
                await _lease.RenewAsync(cancellationToken: _released.Token);
                held = _timings.Clock.GetTimestamp();
            }
            catch (OperationCanceledException) when (_released.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                var taken = failure is RequestFailedException { Status: 404 or 409 or 412 };
                if (!taken && _timings.Clock.GetElapsedTime(held) + _timings.LeaseRenewal < _timings.LeaseDuration) continue;
                _log.LogWarning("The lease of a timer is lost: {Problem}", failure.Message);
                await _lost.CancelAsync();
                return;
            }
        }
    }
}
