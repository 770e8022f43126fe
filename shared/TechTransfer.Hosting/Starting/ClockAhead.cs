using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace TechTransfer.Hosting.Starting;

/// <summary>A clock that is ahead of the machine's, so that nobody waits for what is due in ten minutes or in a week.</summary>
/// <param name="ahead">How far.</param>
internal sealed class ClockAhead(TimeSpan ahead) : TimeProvider
{
    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;

    /// <summary>The machine's clock, or one that is ahead of it by <c>ClockAhead</c>, as in <c>00:15:00</c>.</summary>
    /// <exception cref="InvalidOperationException">It is set outside Development, or is no span of time.</exception>
    public static TimeProvider From(IConfiguration configuration, bool isDevelopment)
    {
        if (configuration["ClockAhead"] is not { Length: > 0 } text)
            return System;
        if (!isDevelopment)
            throw new InvalidOperationException("ClockAhead is accepted only in Development.");
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var ahead) && ahead >= TimeSpan.Zero
            ? new ClockAhead(ahead)
            : throw new InvalidOperationException("ClockAhead is a span of time, as in 00:15:00.");
    }
}
