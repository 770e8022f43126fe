namespace TechTransfer.LocalHost.Settings;

/// <summary>An app cannot start as it is written or configured. The message is one sentence that names the file and key, or the
/// function.</summary>
public sealed class StartException(string message, Exception? inner = null) : Exception(message, inner);
