namespace TechTransfer.Storage;

/// <summary>Limits the parallelism of long walks over tables and blobs, so that users' requests keep their share of the storage.</summary>
internal static class AtOnce
{
    private const int Most = 8;

    public static ParallelOptions Until(CancellationToken cancellation) =>
        new() { MaxDegreeOfParallelism = Most, CancellationToken = cancellation };
}
