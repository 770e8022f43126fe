using System.Diagnostics;

namespace TechTransfer.LocalHost.Tests.Hosts;

/// <summary>Polls until a condition is true. The time limit only ends failing tests; no test depends on the speed of the machine.</summary>
internal static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3),
        Pause = TimeSpan.FromMilliseconds(50);

    public static Task TrueAsync(Func<Task<bool>> fact, Func<string> otherwise) =>
        FoundAsync(async () => await fact() ? "" : null, otherwise);

    public static async Task<T> FoundAsync<T>(Func<Task<T?>> find, Func<string> otherwise)
        where T : class
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience; await Task.Delay(Pause))
        {
            if (await find() is { } found)
                return found;
        }
        throw new TimeoutException($"What the test waits for does not come. {otherwise()}");
    }
}
