using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace TechTransfer.Certificates.Verification;

/// <summary>
/// Limits failed verifications across all app instances: those of one number from one client address, and ten times as many of any
/// numbers from that address. Codes are too long to be guessed; the limit bounds the cost of attempts. A right code is never refused, since
/// a whole office may share one address.
/// </summary>
public sealed class FailedAttempts(Attempts attempts, CertificateSettings settings)
{
    private const int NumbersOfAnAddress = 10;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>Counts a failed verification; returns a problem when there were too many.</summary>
    /// <param name="number">The number that was given.</param>
    public async Task<Problem?> CountAsync(HttpRequest request, string number, CancellationToken cancellation) =>
        Refusal(await attempts.CountAsync(KeyOf(request, number), settings.FailedVerifications, Window, cancellation))
        ?? await CountAsync(request, cancellation);

    /// <summary>Counts a file that was not issued here; returns a problem when there were too many.</summary>
    public async Task<Problem?> CountAsync(HttpRequest request, CancellationToken cancellation) =>
        Refusal(await attempts.CountAsync(KeyOf(request), MaxOfAddress, Window, cancellation));

    /// <summary>The problem for an address that has failed too often; for files, whose check costs far more than a look-up.</summary>
    public async Task<Problem?> RefusalAsync(HttpRequest request, CancellationToken cancellation) =>
        Refusal(await attempts.MustWaitAsync(KeyOf(request), MaxOfAddress, Window, cancellation));

    private int MaxOfAddress => NumbersOfAnAddress * settings.FailedVerifications;

    private static Problem? Refusal(TimeSpan? wait)
    {
        if (wait is not { } time)
            return null;
        var seconds = Math.Max(1, (int)Math.Ceiling(time.TotalSeconds));
        return Problem.Of(Catalogue.TooManyAttempts, ("seconds", seconds)) with { RetryAfterSeconds = seconds };
    }

    // The key is an HMAC, so that the address itself is not stored.
    private string KeyOf(HttpRequest request, string number = "")
    {
        var address = CallerAddress.Network(request.CallerAddressBehind(settings.ForwardingProxies)).GetAddressBytes();
        return Convert.ToHexStringLower(
            HMACSHA256
                .HashData((byte[])[.. settings.VerificationSecret], (byte[])[.. address, .. Encoding.UTF8.GetBytes(number)])
                .AsSpan(0, 16)
        );
    }
}
