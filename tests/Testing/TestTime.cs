namespace TechTransfer.Testing;

/// <summary>A clock that stands still until it is moved.</summary>
public sealed class TestTime(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
