using Microsoft.Azure.Functions.Worker.Queues;

namespace Microsoft.Azure.Functions.Worker.Tests.Queues;

public sealed class PollingPauseTests
{
    [Fact]
    public void The_pause_doubles_at_random_up_to_the_most_and_starts_anew_after_a_message()
    {
        var pause = new PollingPause(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(2));
        Assert.Equal(100, pause.Next().TotalMilliseconds);
        Assert.InRange(pause.Next().TotalMilliseconds, 180, 220);
        Assert.InRange(pause.Next().TotalMilliseconds, 340, 460);
        Assert.InRange(pause.Next().TotalMilliseconds, 660, 940);
        Assert.InRange(pause.Next().TotalMilliseconds, 1300, 1900);
        Assert.Equal(2000, pause.Next().TotalMilliseconds);
        Assert.Equal(2000, pause.Next().TotalMilliseconds);
        pause.Reset();
        Assert.Equal(100, pause.Next().TotalMilliseconds);
    }
}
