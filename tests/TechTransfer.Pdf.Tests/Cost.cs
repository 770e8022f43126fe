namespace TechTransfer.Pdf.Tests;

/// <summary>Limits the memory of an operation: the sum of all its allocations is an upper bound of its memory use.</summary>
internal static class Cost
{
    public static T Within<T>(long bytes, Func<T> work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = work();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated <= bytes, $"It allocated {allocated:N0} bytes.");
        return result;
    }
}
