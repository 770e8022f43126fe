namespace TechTransfer.Testing;

/// <summary>A clock that only moves when a test sets it.</summary>
public sealed class TestTime(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
