namespace TechTransfer.Pdf.Tests;

/// <summary>Holds a piece of work to a limit of memory: all that it allocated is counted, so it never held more.</summary>
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
