using Microsoft.AspNetCore.Http;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Distributions;

namespace TechTransfer.OwnershipGrants.Ledger;

public sealed class Ledgers(AggregateStore<Achievement> achievements, AggregateStore<Distribution> distributions, Lists lists)
{
    public async Task<IResult> HistoryAsync(HttpRequest request, string achievementId, string? grantId, CancellationToken cancellation)
    {
        if (!await MaySeeAsync(request, achievementId, grantId, cancellation))
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        return HistoryView.Answer(
            await achievements.ReadHistoryAsync(achievementId, cancellation),
            e => grantId is null || (e.Data.TryGetProperty("grantId", out var grant) && grant.GetString() == grantId)
        );
    }

    public async Task<IResult> LedgerAsync(HttpRequest request, string achievementId, string? grantId, CancellationToken cancellation)
    {
        if (!await MaySeeAsync(request, achievementId, grantId, cancellation))
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        var own = await RowsAsync(achievements, achievementId, achievementId, cancellation);
        var list = grantId is null ? DistributionLists.OfAchievement(achievementId) : DistributionLists.OfGrant(grantId);
        var chains = await lists
            .EachAsync(list, async id => (Id: id, Chain: await RowsAsync(distributions, id, achievementId, cancellation)), cancellation)
            .ToListAsync(cancellation);
        var ledger = await MergeAsync(chains.Select(c => c.Chain).Prepend(own).ToAsyncEnumerable(), _ => true);
        return Answer(
            request,
            grantId is null ? ledger : ledger with { Items = [.. LedgerOf.Grant(grantId, chains.Select(c => c.Id), ledger.Items)] },
            $"ledger-{grantId ?? achievementId}"
        );
    }

    public static IResult Answer(HttpRequest request, LedgerView ledger, string name) =>
        TableResult.Of(request, name, "台账", LedgerTable.Headings, ledger.Items.Select(LedgerTable.Cells), ledger);

    public static async Task<(IReadOnlyList<LedgerRow> Rows, bool Holds)> RowsAsync<TState>(
        AggregateStore<TState> store,
        string id,
        string achievementId,
        CancellationToken cancellation
    )
    {
        var history = await store.ReadHistoryAsync(id, cancellation);
        return ([.. LedgerOf.Of(achievementId, history)], history.BrokenAt is null);
    }

    // Sorted by time and achievement; the sort is stable, so that rows of one event keep their order.
    public static async Task<LedgerView> MergeAsync(
        IAsyncEnumerable<(IReadOnlyList<LedgerRow> Rows, bool Holds)> chains,
        Func<LedgerRow, bool> matches
    )
    {
        var (rows, holds) = (new List<LedgerRow>(), true);
        await foreach (var chain in chains)
        {
            holds &= chain.Holds;
            rows.AddRange(chain.Rows.Where(matches));
        }
        return new([.. rows.OrderBy(r => r.At).ThenBy(r => r.AchievementId, StringComparer.Ordinal)], holds);
    }

    private async Task<bool> MaySeeAsync(HttpRequest request, string achievementId, string? grantId, CancellationToken cancellation)
    {
        var loaded = await achievements.LoadAsync(achievementId, cancellation);
        return loaded.State is { } state
            && Access.MaySee(state, request.Caller())
            && (grantId is null || state.Grants.Any(g => g.Id == grantId));
    }
}
