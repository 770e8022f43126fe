namespace TechTransfer.Kernel.Problems;

/// <summary>An exception whose reason may be logged, since it contains ids, codes and counts but no user input.</summary>
public interface ISafeReason
{
    /// <summary>One line, which may be logged: no names, texts or other user input.</summary>
    string Reason { get; }
}

/// <summary>An operation failed, for a reason that may be logged. Unlike other exceptions, its message is safe in logs.</summary>
/// <param name="reason">Contains ids, codes and counts but no user input; for a problem its code, not its message.</param>
public sealed class Failure(string reason) : InvalidOperationException(reason), ISafeReason
{
    /// <inheritdoc/>
    public string Reason => Message;
}

/// <summary>A message came before the data that it needs, which another message or a slow command is about to bring. The message is put
/// back with a short delay instead of counting as failed.</summary>
/// <param name="reason">Names the missing data by ids and codes, without user input.</param>
public sealed class NotYetException(string reason) : InvalidOperationException(reason), ISafeReason
{
    /// <inheritdoc/>
    public string Reason => Message;
}
