namespace TechTransfer.Pdf.Keys;

/// <summary>A key that cannot be opened or must not be used. The message says why; it never holds key material or a password.</summary>
public sealed class SignatureKeyException(string message, Exception? inner = null) : Exception(message, inner);
