namespace TechTransfer.RewardCalculation.Settlements;

/// <summary>Finds a settlement run; an unknown id and a caller without access get the same 404.</summary>
public static class VisibleSettlements
{
    public static async Task<Outcome<Loaded<SettlementRun>>> FindAsync(
        this AggregateStore<SettlementRun> runs,
        string id,
        Caller caller,
        CancellationToken cancellation
    )
    {
        if (id.Length is 0 or > 100 || !id.All(char.IsAsciiLetterOrDigit))
            return Problem.Of(Catalogue.NotFound);
        var loaded = await runs.LoadAsync(id, cancellation);
        return loaded.Exists && SettlementSetup.MaySee(caller) ? loaded : Problem.Of(Catalogue.NotFound);
    }
}
