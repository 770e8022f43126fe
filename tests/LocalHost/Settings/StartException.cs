namespace TechTransfer.LocalHost.Settings;

/// <summary>
/// The app's code or configuration prevents its start. The message is one sentence that names the file and key, or the function.
/// </summary>
public sealed class StartException(string message, Exception? inner = null) : Exception(message, inner);
