using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace TechTransfer.Hosting.Starting;

/// <summary>A clock ahead of the machine's, so that tests need not wait minutes or days for deadlines.</summary>
/// <param name="ahead">Offset to the machine's clock.</param>
internal sealed class ClockAhead(TimeSpan ahead) : TimeProvider
{
    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;

    /// <summary>The machine's clock, or one ahead of it by the setting <c>ClockAhead</c>, as in <c>00:15:00</c>.</summary>
    /// <exception cref="InvalidOperationException">The setting is present outside Development, or is not a time span.</exception>
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
