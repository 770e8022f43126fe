using System.Security.Cryptography.X509Certificates;

namespace TechTransfer.Pdf.Verification;

/// <summary>How a file is verified.</summary>
public sealed record VerificationOptions
{
    /// <summary>The largest file that is looked at, in bytes; 16 MiB unless said otherwise.</summary>
    public int MostBytes { get; init; } = 16 << 20;

    /// <summary>The roots that time-stamping authorities are believed under; the anchors of the signers if null.</summary>
    public IReadOnlyCollection<X509Certificate2>? TimestampAnchors { get; init; }

    /// <summary>The clock, which tells what lies in the future.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
