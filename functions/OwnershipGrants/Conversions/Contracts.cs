namespace TechTransfer.OwnershipGrants.Conversions;

/// <summary>The records of contracts.</summary>
public sealed class Contracts(AggregateStore<ContractRecord> records, AggregateStore<EarlierContract> earlier, Lists lists)
{
    private const int PageSize = 200;
    private static readonly Caller Inbox = Caller.System("inbox", "收件");

    /// <summary>The contract as it was told last; null when nothing was told.</summary>
    public async Task<ContractRecord?> FindAsync(string contractId, CancellationToken cancellation)
    {
        var record = await WholeAsync(await records.LoadAsync(contractId, cancellation), cancellation);
        return record.Version() == 0 ? null : record;
    }

    /// <summary>Takes news in, and brings about what follows from it. May run again after a crash, and beside others on the same
    /// contract.</summary>
    /// <param name="see">The record with the news; null when it has them.</param>
    public async Task HearAsync(string contractId, Func<ContractRecord, ContractRecord?> see, CancellationToken cancellation)
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
        // Heard before; whether everything followed from it then is not known.
        if (!isNews)
            await records.ContinueAsync(kept, cancellation);
    }

    /// <summary>Remembers, before an office links it, which achievement's conversion follows the contract.</summary>
    public async Task RememberAsync(string contractId, string achievementId, CancellationToken cancellation)
    {
        try
        {
            await HearAsync(contractId, record => record.WithFollower(achievementId), cancellation);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // What follows from the contract's money may fail and is tried again by itself; the link does not wait for it.
            if ((await records.LoadAsync(contractId, cancellation)).State?.Followers.Contains(achievementId) != true)
                throw;
        }
    }

    /// <summary>Money of an achievement's contracts may have come in before the achievement, or its grant, was known here.</summary>
    public async Task LookAgainAsync(string achievementId, CancellationToken cancellation)
    {
        string? cursor = null;
        do
        {
            var page = (
                await lists.ReadAsync(ContractLists.OfAchievement(achievementId), PageSize, cursor, cancellation: cancellation)
            ).Value;
            await Each.DoAsync(
                page.Whole.Select(line => Json.Read<ContractLine>(line.GetRawText()).ContractId),
                id => HearAsync(id, _ => null, cancellation),
                cancellation
            );
            cursor = page.Cursor;
        } while (cursor is not null);
    }

    // What earlier versions kept in two copies is put together when it is next needed.
    private async Task<ContractRecord> WholeAsync(Loaded<ContractRecord> loaded, CancellationToken cancellation)
    {
        if (loaded.State is { Followed: not null } whole)
            return whole;
        var record = loaded.State ?? new ContractRecord { Id = loaded.Id };
        return (await earlier.LoadAsync(loaded.Id, cancellation)).State is { } copy ? copy.PutInto(record) : record with { Followed = 0 };
    }
}
