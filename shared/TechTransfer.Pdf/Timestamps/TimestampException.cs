namespace TechTransfer.Pdf.Timestamps;

/// <summary>No time-stamp could be had. The message says why.</summary>
public sealed class TimestampException(string message, Exception? inner = null) : Exception(message, inner);
