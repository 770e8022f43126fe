namespace TechTransfer.Storage.Backups;

/// <summary>How much of a long walk is done side by side: enough that nobody waits for one answer, few enough that callers keep their
/// share.</summary>
internal static class AtOnce
{
    private const int Most = 8;

    public static ParallelOptions Until(CancellationToken cancellation) =>
        new() { MaxDegreeOfParallelism = Most, CancellationToken = cancellation };
}
