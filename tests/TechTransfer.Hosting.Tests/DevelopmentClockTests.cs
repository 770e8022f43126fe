using Microsoft.Extensions.Configuration;

namespace TechTransfer.Hosting.Tests;

public class DevelopmentClockTests
{
    [Fact]
    public void A_file_moves_the_clock_and_no_file_leaves_it()
    {
        var file = Path.GetTempFileName();
        try
        {
            var clock = DevelopmentClock.From(Settings(file), isDevelopment: true);
            File.WriteAllText(file, "-60.00:00:00");
            Assert.Equal(-60, Math.Round((clock.GetUtcNow() - TimeProvider.System.GetUtcNow()).TotalDays, 3));
            File.Delete(file);
            Assert.Equal(0, Math.Round((clock.GetUtcNow() - TimeProvider.System.GetUtcNow()).TotalDays, 3));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Outside_development_nobody_moves_the_clock() => Assert.Throws<InvalidOperationException>(() => DevelopmentClock.From(Settings("clock"), isDevelopment: false));

    [Fact]
    public void Without_the_setting_it_is_the_systems() => Assert.Same(TimeProvider.System, DevelopmentClock.From(Settings(null), isDevelopment: false));

    private static IConfiguration Settings(string? file) => new ConfigurationBuilder().AddInMemoryCollection([new("DevelopmentClockFile", file)]).Build();
}
