using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.Storage;

namespace TechTransfer.Certificates.Verification;

/// <summary>
/// Limits how often one address may ask in vain, on all instances together. Codes cannot be guessed anyway; this keeps those who try from
/// costing much. What finds a certificate is not counted: a whole office may scan from behind one address.
/// </summary>
public sealed class FailedAttempts(Attempts attempts, CertificateSettings settings)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>The problem of an address that has used its attempts up; null while it has some.</summary>
    public async Task<Problem?> RefusalAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (await attempts.MustWaitAsync(KeyOf(request), settings.FailedVerifications, Window, cancellation) is not { } wait)
            return null;
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        return Problem.Of(Catalogue.TooManyAttempts, ("seconds", seconds)) with { RetryAfterSeconds = seconds };
    }

    /// <summary>Counts one that found nothing.</summary>
    public Task AddAsync(HttpRequest request, CancellationToken cancellation) => attempts.AddAsync(KeyOf(request), Window, cancellation);

    // Kept under a hash that nobody else can make: the address itself is nowhere written down.
    private string KeyOf(HttpRequest request) =>
        Convert.ToHexStringLower(
            HMACSHA256
                .HashData(
                    (byte[])[.. settings.VerificationSecret],
                    CountedAs(request.CallerAddressBehind(settings.ForwardingProxies)).GetAddressBytes()
                )
                .AsSpan(0, 16)
        );

    /// <summary>What an address is counted by: of an IPv6 address the network (/64), which one caller has to himself.</summary>
    internal static IPAddress CountedAs(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new(bytes);
    }
}
