using TechTransfer.Hosting.Tests.App;

namespace TechTransfer.Hosting.Tests.Access;

/// <summary>Through the host, as a caller comes in, with headers that he made up.</summary>
public sealed class CallerAddressTests
{
    [Theory]
    // No proxy: the host's own caller counts, whatever he writes.
    [InlineData(0, "198.51.100.7, 192.0.2.9", "127.0.0.1")]
    // Each proxy adds what it saw at the end; what stands before that, the caller may have written.
    [InlineData(1, "198.51.100.7, 192.0.2.9", "192.0.2.9")]
    [InlineData(1, "198.51.100.7, 192.0.2.9:4711", "192.0.2.9")]
    [InlineData(1, "198.51.100.7, [2001:db8::9]:4711", "2001:db8::9")]
    [InlineData(1, "::ffff:192.0.2.9", "192.0.2.9")]
    [InlineData(2, "203.0.113.5, 198.51.100.7, 192.0.2.9", "198.51.100.7")]
    // Fewer entries than proxies, or none that is an address: the call did not come through them.
    [InlineData(1, "", "127.0.0.1")]
    [InlineData(2, "192.0.2.9", "127.0.0.1")]
    [InlineData(1, "localhost", "127.0.0.1")]
    public async Task The_address_is_what_our_own_proxies_saw(int proxies, string forwarded, string expected)
    {
        var app = await ThingApp.SharedAsync();
        using var answer = await app.SendAsync(
            HttpMethod.Get,
            $"address?proxies={proxies}",
            null,
            headers: headers =>
            {
                headers.TryAddWithoutValidation("X-Forwarded-For", forwarded);
                foreach (var forged in (string[])["X-Original-For", "X-Client-IP", "CLIENT-IP", "X-Azure-ClientIP", "X-Real-IP"])
                    headers.TryAddWithoutValidation(forged, "203.0.113.66");
                headers.TryAddWithoutValidation("Forwarded", "for=203.0.113.66");
            }
        );
        Assert.Equal(expected, (await answer.JsonAsync()).GetProperty("address").GetString());
    }
}
