namespace TechTransfer.RewardCalculation.Claims;

public sealed class ClaimWatch(Waiting waiting) : IWatched
{
    private const int MaxCounted = 5000;

    private static readonly ClaimStatus[] Open =
    [
        ClaimStatus.Submitted,
        ClaimStatus.Checked,
        ClaimStatus.Settled,
        ClaimStatus.OnNotice,
        ClaimStatus.Objected,
        ClaimStatus.Approved,
        ClaimStatus.PayFailed,
        ClaimStatus.Appealed,
    ];

    public async Task LookAsync(CancellationToken cancellation)
    {
        foreach (var status in Open)
        {
            Meters.ClaimCount.Record(
                await waiting.LinesAsync(ClaimLists.OfStatus(status), MaxCounted, cancellation),
                new KeyValuePair<string, object?>("status", Json.EnumName(status))
            );
        }
    }
}
