using System.Security.Cryptography.X509Certificates;

namespace TechTransfer.Pdf.Verification;

/// <summary>Size limit, clock and trusted time-stamping authorities for verifying a file.</summary>
public sealed record VerificationOptions
{
    /// <summary>Largest accepted file in bytes; 16 MiB by default.</summary>
    public int MaxBytes { get; init; } = 16 << 20;

    /// <summary>Trusted roots of time-stamping authorities; null to use those of the signers.</summary>
    public IReadOnlyCollection<X509Certificate2>? TimestampAnchors { get; init; }

    /// <summary>Clock for recognizing times in the future.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
