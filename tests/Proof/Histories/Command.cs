namespace TechTransfer.Proof.Histories;

internal sealed class Command
{
    public Command(IEnumerable<SeenCall> calls)
    {
        Calls = [.. calls.OrderBy(c => c.Call.Started)];
        Acknowledged = [.. Calls.Where(c => c.IsAcknowledged).OrderBy(c => c.Call.Ended)];
        Thing = Acknowledged.Select(c => c.Thing).FirstOrDefault(t => t is not null) ?? Calls[0].Thing;
        Taken = Acknowledged.Where(c => c.Version is not null).Select(VersionOf).FirstOrDefault(v => v is not null);
    }

    public IReadOnlyList<SeenCall> Calls { get; }

    public IReadOnlyList<SeenCall> Acknowledged { get; }

    public string Client => Calls[0].Call.Client;

    public string? Thing { get; }

    /// <summary>The version that the command made according to its answers; null when no answer shows it.</summary>
    public long? Taken { get; }

    public bool IsUnknown => Acknowledged.Count == 0 && Calls.Any(c => c.IsUnknown);

    /// <summary>
    /// True when one of the command's calls has an unknown outcome, and was sent on the version before this one or without If-Match.
    /// </summary>
    public bool MayHaveMade(long version) => Calls.Any(c => c.IsUnknown && (c.Base ?? version - 1) == version - 1);

    // A command makes the version after its If-Match version. A retry on a later version gets the first answer again, and an answer may
    // show a higher version when the app itself continued after the command.
    private long? VersionOf(SeenCall call)
    {
        if (call.Base is not { } on)
            return null;
        if (call.Version > on)
            return on + 1;
        var earlier = Calls.Where(c => c != call && c.Base < call.Version).Select(c => c.Base + 1).Max();
        return earlier ?? call.Version;
    }
}
