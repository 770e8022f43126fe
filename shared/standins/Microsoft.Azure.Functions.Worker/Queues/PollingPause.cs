namespace Microsoft.Azure.Functions.Worker.Queues;

/// <summary>How long to wait before the next look at an empty queue: random, growing by powers of two.</summary>
internal sealed class PollingPause(TimeSpan least, TimeSpan most)
{
    private TimeSpan _last;
    private int _failures;

    public void Reset()
    {
        _last = TimeSpan.Zero;
        _failures = 0;
    }

    public TimeSpan Next()
    {
        // Once at the most it stays there: the random part shall not bring it down again.
        if (_last >= most) return _last;
        var spread = 0.8 + Random.Shared.NextDouble() * 0.4;
        var grown = least + least * (spread * (Math.Pow(2, _failures) - 1));
        _failures = Math.Min(_failures + 1, 30);
        return _last = grown < most ? grown : most;
    }
}
