using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace TechTransfer.Certificates.Verification;

/// <summary>
/// Limits failed verifications from one client address, across all app instances. Codes are too long to be guessed; the limit bounds the
/// cost of attempts. Successful calls do not count, because a whole office may share one address.
/// </summary>
public sealed class FailedAttempts(Attempts attempts, CertificateSettings settings)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    public async Task<Problem?> RefusalAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (await attempts.MustWaitAsync(KeyOf(request), settings.FailedVerifications, Window, cancellation) is not { } wait)
            return null;
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        return Problem.Of(Catalogue.TooManyAttempts, ("seconds", seconds)) with { RetryAfterSeconds = seconds };
    }

    public Task AddAsync(HttpRequest request, CancellationToken cancellation) => attempts.AddAsync(KeyOf(request), Window, cancellation);

    // The key is an HMAC, so that the address itself is not stored.
    private string KeyOf(HttpRequest request) =>
        Convert.ToHexStringLower(
            HMACSHA256
                .HashData(
                    (byte[])[.. settings.VerificationSecret],
                    CountedAs(request.CallerAddressBehind(settings.ForwardingProxies)).GetAddressBytes()
                )
                .AsSpan(0, 16)
        );

    /// <summary>The address to count: an IPv6 address is reduced to its /64 network, which one caller controls as a whole.</summary>
    internal static IPAddress CountedAs(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new(bytes);
    }
}
