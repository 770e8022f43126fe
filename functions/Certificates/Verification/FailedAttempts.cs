using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace TechTransfer.Certificates.Verification;

/// <summary>
/// Limits the failed attempts of one address over all instances. Codes cannot be guessed anyway; this limits the cost of trying.
/// Successful calls do not count: a whole office may scan from behind one address.
/// </summary>
public sealed class FailedAttempts(Attempts attempts, CertificateSettings settings)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>The problem when an address has no attempts left, else null.</summary>
    public async Task<Problem?> RefusalAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (await attempts.MustWaitAsync(KeyOf(request), settings.FailedVerifications, Window, cancellation) is not { } wait)
            return null;
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        return Problem.Of(Catalogue.TooManyAttempts, ("seconds", seconds)) with { RetryAfterSeconds = seconds };
    }

    /// <summary>Counts a failed attempt.</summary>
    public Task AddAsync(HttpRequest request, CancellationToken cancellation) => attempts.AddAsync(KeyOf(request), Window, cancellation);

    // Stored under a keyed hash: the address itself is not stored.
    private string KeyOf(HttpRequest request) =>
        Convert.ToHexStringLower(
            HMACSHA256
                .HashData(
                    (byte[])[.. settings.VerificationSecret],
                    CountedAs(request.CallerAddressBehind(settings.ForwardingProxies)).GetAddressBytes()
                )
                .AsSpan(0, 16)
        );

    /// <summary>What is counted: of an IPv6 address its network (/64), since one caller owns all of it.</summary>
    internal static IPAddress CountedAs(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new(bytes);
    }
}
