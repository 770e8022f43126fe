namespace Microsoft.Azure.Functions.Worker.Tests.Timers;

/// <summary>Runs as fast as the real clock, but started at another time.</summary>
public sealed class ShiftedClock(DateTimeOffset start) : TimeProvider
{
    private readonly TimeSpan _shift = start - System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _shift;
}
