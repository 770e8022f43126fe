namespace TechTransfer.Proof.Load;

/// <summary>All calls of a run.</summary>
public sealed class History
{
    private readonly List<RecordedCall> calls = [];
    private int answered;

    /// <summary>How many were answered by an app that lives.</summary>
    public int Answered => Volatile.Read(ref answered);

    public void Add(RecordedCall call)
    {
        lock (calls)
            calls.Add(call);
        if (call.Status is < 500 and not 429)
            Interlocked.Increment(ref answered);
    }

    public IReadOnlyList<RecordedCall> Calls
    {
        get
        {
            lock (calls)
                return [.. calls];
        }
    }

    /// <summary>The commands that were acknowledged, each with the call that was answered first.</summary>
    public IReadOnlyList<RecordedCall> Acknowledged =>
        [
            .. Calls
                .Where(c => c.IsAcknowledged)
                .GroupBy(c => (c.Client, c.App, c.Method, c.Path, c.Key))
                .Select(g => g.MinBy(c => c.Ended)!),
        ];
}
