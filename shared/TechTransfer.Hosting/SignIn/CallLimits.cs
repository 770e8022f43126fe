using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Problems;

namespace TechTransfer.Hosting.SignIn;

/// <summary>
/// Limits how many calls one caller may make on this instance: a signed-in caller by subject, anyone else by network address. Each
/// instance counts for itself, so with more instances a caller may make more calls; limits over all instances are a gateway's task.
/// </summary>
internal sealed class CallLimits : IDisposable
{
    private readonly PartitionedRateLimiter<string> limiter;
    private readonly int proxies;

    private CallLimits(int perSecond, int burst, int proxies)
    {
        this.proxies = proxies;
        limiter = PartitionedRateLimiter.Create<string, string>(who =>
            RateLimitPartition.GetTokenBucketLimiter(
                who,
                _ =>
                    new()
                    {
                        TokenLimit = burst,
                        TokensPerPeriod = perSecond,
                        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                    }
            )
        );
    }

    /// <summary>Reads <c>CallsPerSecond</c> (200 if missing), <c>CallsAtOnce</c> (2,000 if missing) and <c>ForwardingProxies</c> (0 if
    /// missing).</summary>
    /// <exception cref="InvalidOperationException">A setting is not a number, or is out of range.</exception>
    public static CallLimits From(IConfiguration configuration)
    {
        int Number(string name, int otherwise, int least) =>
            configuration[name] is not { Length: > 0 } text ? otherwise
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least ? number
            : throw new InvalidOperationException($"The setting {name} must be a number from {least}.");
        return new(Number("CallsPerSecond", 200, 1), Number("CallsAtOnce", 2_000, 1), Number("ForwardingProxies", 0, 0));
    }

    /// <summary>Counts a call; returns a problem when the caller has made too many.</summary>
    /// <param name="request">The call.</param>
    /// <param name="caller">Null for a call without a valid token.</param>
    public Problem? Refuse(HttpRequest request, Caller? caller)
    {
        var who = caller is null ? $"address|{CallerAddress.Network(request.CallerAddressBehind(proxies))}" : $"caller|{caller.Subject}";
        using var lease = limiter.AttemptAcquire(who);
        if (lease.IsAcquired)
            return null;
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        return Problem.Of(Catalogue.TooManyCalls, ("seconds", seconds)) with { RetryAfterSeconds = seconds };
    }

    public void Dispose() => limiter.Dispose();
}
