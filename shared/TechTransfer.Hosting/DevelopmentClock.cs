using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace TechTransfer.Hosting;

/// <summary>
/// The system's time, moved by what a file says (days and hours, as in <c>-60.00:00:00</c>; no file is no move), so that the demo and trials on one's own
/// machine need not wait for notices to end. The setting <c>DevelopmentClockFile</c> names the file and is refused outside Development.
/// </summary>
internal sealed class DevelopmentClock(string file) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + (File.Exists(file) ? TimeSpan.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture) : TimeSpan.Zero);

    /// <summary>The clock that the settings ask for.</summary>
    public static TimeProvider From(IConfiguration settings, bool isDevelopment)
    {
        if (settings["DevelopmentClockFile"] is not { Length: > 0 } file) return System;
        return isDevelopment ? new DevelopmentClock(file) : throw new InvalidOperationException("The setting DevelopmentClockFile moves the clock: it is for Development only.");
    }
}
