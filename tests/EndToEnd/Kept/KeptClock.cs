using TechTransfer.Kernel.Calendar;

namespace TechTransfer.EndToEnd.Kept;

/// <summary>A clock that is stopped at a fixed time, or runs some days ahead of the real time.</summary>
internal sealed class KeptClock : TimeProvider
{
    private TimeSpan ahead;
    private DateTimeOffset? stopped;

    public static KeptClock At(DateTimeOffset now) => new() { stopped = now };

    public DateOnly Today => this.ChinaToday();

    public override DateTimeOffset GetUtcNow() => stopped ?? System.GetUtcNow() + ahead;

    public void Advance(int days) => ahead += TimeSpan.FromDays(days);

    public void Stop() => stopped = GetUtcNow();
}
