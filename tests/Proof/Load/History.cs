namespace TechTransfer.Proof.Load;

public sealed class History
{
    private readonly List<RecordedCall> calls = [];
    private int answered;

    /// <summary>Number of calls with an answer that is not a failure of the app (no 5xx, no 429).</summary>
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

    /// <summary>The acknowledged commands; of several tries with one key, the try that was answered first.</summary>
    public IReadOnlyList<RecordedCall> Acknowledged =>
        [
            .. Calls
                .Where(c => c.IsAcknowledged)
                .GroupBy(c => (c.Client, c.App, c.Method, c.Path, c.Key))
                .Select(g => g.MinBy(c => c.Ended)!),
        ];
}
