namespace TechTransfer.Pdf.Keys;

/// <summary>A key cannot be opened or must not be used. The message says why and contains no key material or password.</summary>
public sealed class SignatureKeyException(string message, Exception? inner = null) : Exception(message, inner);
