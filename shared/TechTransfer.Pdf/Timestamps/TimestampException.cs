namespace TechTransfer.Pdf.Timestamps;

/// <summary>The time-stamping authority gave no usable time-stamp. The message says why.</summary>
public sealed class TimestampException(string message, Exception? inner = null) : Exception(message, inner);
