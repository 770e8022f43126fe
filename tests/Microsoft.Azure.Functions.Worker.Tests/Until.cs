using System.Diagnostics;

namespace Microsoft.Azure.Functions.Worker.Tests;

public static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Task TrueAsync(Func<bool> fact, Func<string> complaint) => TrueAsync(() => Task.FromResult(fact()), complaint);

    public static async Task TrueAsync(Func<Task<bool>> fact, Func<string> complaint)
    {
        var clock = Stopwatch.StartNew();
        while (!await fact())
        {
            Assert.True(clock.Elapsed < Patience, complaint());
            await Task.Delay(25);
        }
    }
}
