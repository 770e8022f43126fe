namespace TechTransfer.OwnershipGrants.Conversions;

public sealed class Contracts(AggregateStore<ContractRecord> records, AggregateStore<EarlierContract> earlier, Lists lists)
{
    private const int PageSize = 200;
    private static readonly Caller Inbox = Caller.System("inbox", "收件");

    /// <summary>The record of the contract; null if neither the contract nor the end of its registration is known.</summary>
    public async Task<ContractRecord?> FindAsync(string contractId, CancellationToken cancellation)
    {
        var record = await WholeAsync(await records.LoadAsync(contractId, cancellation), cancellation);
        return record.Version() == 0 ? null : record;
    }

    /// <summary>
    /// Stores a change of the record and updates conversions and distributions. Safe to repeat after a crash and to run concurrently.
    /// </summary>
    /// <param name="see">Returns the changed record, or null if the record already reflects the message.</param>
    public async Task ReceiveAsync(string contractId, Func<ContractRecord, ContractRecord?> see, CancellationToken cancellation)
    {
        var isNews = false;
        var kept = await records.UpdateAsync(
            await records.LoadAsync(contractId, cancellation),
            async (now, stop) =>
            {
                var before = await WholeAsync(now, stop);
                var after = see(before) ?? before;
                isNews = !ReferenceEquals(after, now.State);
                return isNews ? new(after, null) : null;
            },
            Inbox,
            cancellation
        );
        // The message was processed before, but its follow-up work may have been interrupted: run that again.
        if (!isNews)
            await records.ContinueAsync(kept, cancellation);
    }

    /// <summary>Adds the achievement to the contract's followers; called before an office links the contract.</summary>
    public async Task RememberAsync(string contractId, string achievementId, CancellationToken cancellation)
    {
        try
        {
            await ReceiveAsync(contractId, record => record.WithFollower(achievementId), cancellation);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // The follow-up work may fail and is retried automatically; the link only needs the follower to be stored.
            if ((await records.LoadAsync(contractId, cancellation)).State?.Followers.Contains(achievementId) != true)
                throw;
        }
    }

    /// <summary>
    /// Updates the distributions for all contracts of the achievement. Called when a grant enters into force, because income may have
    /// arrived earlier.
    /// </summary>
    public async Task LookAgainAsync(string achievementId, CancellationToken cancellation)
    {
        await foreach (var page in lists.PagesAsync(ContractLists.OfAchievement(achievementId), PageSize, cancellation: cancellation))
        {
            await Each.DoAsync(
                page.Whole.Select(line => Json.Read<ContractLine>(line.GetRawText()).ContractId),
                id => ReceiveAsync(id, _ => null, cancellation),
                cancellation
            );
        }
    }

    // A record of an earlier release lacks data that only its `EarlierContract` has: add it on first use.
    private async Task<ContractRecord> WholeAsync(Loaded<ContractRecord> loaded, CancellationToken cancellation)
    {
        if (loaded.State is { Followed: not null } whole)
            return whole;
        var record = loaded.State ?? new ContractRecord { Id = loaded.Id };
        return (await earlier.LoadAsync(loaded.Id, cancellation)).State is { } copy ? copy.PutInto(record) : record with { Followed = 0 };
    }
}
