using System.Net;
using TechTransfer.Hosting.SignIn;
using TechTransfer.Hosting.Tests.App;

namespace TechTransfer.Hosting.Tests.Access;

/// <summary>The client address of calls through the host, with X-Forwarded-For headers that a caller may have forged.</summary>
public sealed class CallerAddressTests
{
    [Theory]
    // Without proxies the connection's address counts, and the header is ignored.
    [InlineData(0, "198.51.100.7, 192.0.2.9", "127.0.0.1")]
    // Each proxy appends the address that it saw; entries before those may be forged.
    [InlineData(1, "198.51.100.7, 192.0.2.9", "192.0.2.9")]
    [InlineData(1, "198.51.100.7, 192.0.2.9:4711", "192.0.2.9")]
    [InlineData(1, "198.51.100.7, [2001:db8::9]:4711", "2001:db8::9")]
    [InlineData(1, "::ffff:192.0.2.9", "192.0.2.9")]
    [InlineData(2, "203.0.113.5, 198.51.100.7, 192.0.2.9", "198.51.100.7")]
    // With fewer entries than proxies, or an entry that is no address, the call did not come through the proxies.
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

    [Theory]
    [InlineData("192.0.2.9", "192.0.2.9")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    public void Of_an_IPv6_address_the_network_counts(string address, string expected) =>
        Assert.Equal(IPAddress.Parse(expected), CallerAddress.Network(IPAddress.Parse(address)));
}
