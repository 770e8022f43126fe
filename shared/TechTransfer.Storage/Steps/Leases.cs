using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace TechTransfer.Storage.Steps;

/// <summary>Lets one worker at a time do a piece of work. A lease is a row that its holder renews while working. It expires when the
/// process dies, and a holder that loses it is cancelled.</summary>
internal sealed class Leases(AppStorage storage, TimeProvider time)
{
    private const string Partition = "lease";

    // Shorter than the mark of a message, so that a step whose process died can begin anew when its message is shown again.
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(6);

    /// <summary>Runs the work under its lease. False when another worker holds the lease; the work was then not started.</summary>
    public async Task<bool> DoAsync(string name, Func<CancellationToken, Task> act, CancellationToken cancellation)
    {
        var holder = Guid.NewGuid().ToString("N");
        if (await TakeAsync(name, holder, cancellation) is not { } tag)
            return false;
        using var held = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var renewing = RenewAsync(name, holder, tag, held);
        try
        {
            await act(held.Token);
        }
        finally
        {
            await held.CancelAsync();
            await ReleaseAsync(name, await renewing);
        }
        return true;
    }

    /// <summary>The unexpired leases of a kind of job, by name. Deletes expired ones. Costs one query.</summary>
    public async Task<IReadOnlySet<string>> HeldAsync(string beginning, CancellationToken cancellation)
    {
        var held = new HashSet<string>();
        var query = TableClient.CreateQueryFilter(
            $"PartitionKey eq {Partition} and RowKey ge {beginning + "|"} and RowKey lt {beginning + "}"}"
        );
        await foreach (var row in storage.Pending.QueryAsync<TableEntity>(query, cancellationToken: cancellation))
        {
            if (IsHeld(row))
                held.Add(row.RowKey);
            else
                await ReleaseAsync(row.RowKey, row.ETag);
        }
        return held;
    }

    private bool IsHeld(TableEntity row) => row.GetDateTimeOffset("Until") > time.GetUtcNow();

    private TableEntity Row(string name, string holder) =>
        new(Partition, name) { ["Until"] = time.GetUtcNow() + Length, ["Holder"] = holder };

    // The client repeats a write without an answer, and is then refused by its own row: that one names its holder.
    private async Task<ETag?> OwnTagAsync(string name, string holder, CancellationToken cancellation)
    {
        var current = await storage.Pending.FindAsync(Partition, name, cancellation);
        return current?.GetString("Holder") == holder ? current.ETag : null;
    }

    private async Task<ETag?> TakeAsync(string name, string holder, CancellationToken cancellation)
    {
        var current = await storage.Pending.FindAsync(Partition, name, cancellation);
        if (current is not null && IsHeld(current))
            return null;
        try
        {
            return (await storage.Pending.WriteAsync(Row(name, holder), current, cancellation)).Headers.ETag;
        }
        catch (RequestFailedException raced) when (raced.Status is 404 or 409 or 412)
        {
            return await OwnTagAsync(name, holder, cancellation);
        }
    }

    // Renews the lease until the work ends. Returns the row's last ETag, which releasing it requires.
    private async Task<ETag> RenewAsync(string name, string holder, ETag tag, CancellationTokenSource held)
    {
        var until = time.GetUtcNow() + Length;
        while (true)
        {
            try
            {
                await Task.Delay(Renewal, held.Token);
                tag = await WriteAsync(tag);
                until = time.GetUtcNow() + Length;
            }
            catch (OperationCanceledException)
            {
                return tag;
            }
            catch (Exception failure) when (failure is RequestFailedException or AggregateException)
            {
                // Another worker has the lease, or can take it now that it has expired: stop the work.
                if (failure is RequestFailedException { Status: 404 or 412 } || time.GetUtcNow() > until)
                    await held.CancelAsync();
            }
        }

        async Task<ETag> WriteAsync(ETag before)
        {
            try
            {
                var row = Row(name, holder);
                return (await storage.Pending.UpdateEntityAsync(row, before, TableUpdateMode.Replace, held.Token)).Headers.ETag!.Value;
            }
            catch (RequestFailedException repeated) when (repeated.Status == 412)
            {
                if (await OwnTagAsync(name, holder, held.Token) is not { } own)
                    throw;
                return own;
            }
        }
    }

    // A lease that cannot be released expires by itself.
    private async Task ReleaseAsync(string name, ETag tag)
    {
        try
        {
            await storage.Pending.DeleteEntityAsync(Partition, name, tag, CancellationToken.None);
        }
        catch (Exception failure) when (failure is RequestFailedException or AggregateException or OperationCanceledException) { }
    }

    public static string NameOf(string kind, string job, long step) => string.Create(CultureInfo.InvariantCulture, $"{kind}|{job}|{step}");
}
