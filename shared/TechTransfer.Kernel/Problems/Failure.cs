namespace TechTransfer.Kernel.Problems;

/// <summary>An exception whose reason may stand in a log: ids, codes and counts, nothing that a user typed.</summary>
public interface ISafeReason
{
    /// <summary>The reason.</summary>
    string Reason { get; }
}

/// <summary>What could not be done, in words that may stand in a log.</summary>
/// <param name="reason">Ids, codes and counts, nothing that a user typed: of a problem its code, not its message.</param>
public sealed class Failure(string reason) : InvalidOperationException(reason), ISafeReason
{
    /// <inheritdoc/>
    public string Reason => Message;
}
