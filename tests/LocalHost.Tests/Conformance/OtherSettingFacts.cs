using System.Net;
using TechTransfer.LocalHost.Tests.Hosts;

namespace TechTransfer.LocalHost.Tests.Conformance;

public sealed class OtherSettingFacts
{
    [Fact]
    [NotSeenOnTheRealHost("the refusal by maxOutstandingRequests was read only")]
    public async Task Without_a_prefix_routes_begin_at_the_root_without_encoding_messages_are_texts_and_without_timeout_calls_take_their_time()
    {
        await using var probe = await Probe.StartAsync(host =>
        {
            host["extensions"]!["http"]!["routePrefix"] = "";
            host["extensions"]!["http"]!["maxOutstandingRequests"] = 1;
            host["extensions"]!["queues"]!["messageEncoding"] = "none";
            host["functionTimeout"] = "-1";
        });
        using (var greeting = await probe.GetAsync("greetings/x"))
            Assert.Equal(HttpStatusCode.OK, greeting.StatusCode);
        using (var greeting = await probe.GetAsync("api/greetings/x"))
            Assert.Equal(HttpStatusCode.NotFound, greeting.StatusCode);

        // The limit is one call at a time: while one is running, the next gets 429.
        var gate = Probe.NewName();
        var waiting = probe.GetAsync($"waits/{gate}");
        await Until.TrueAsync(
            async () =>
            {
                using var refused = await probe.GetAsync("methods");
                return refused.StatusCode == HttpStatusCode.TooManyRequests;
            },
            () => probe.Host.Output
        );
        // With encoding "none" the message is plain text; here it opens the gate.
        await probe.Queue("opens").SendMessageAsync(gate);
        using var waited = await waiting;
        Assert.Equal("waited", await waited.Content.ReadAsStringAsync());
    }

    [Fact]
    [NotSeenOnTheRealHost("the host's documented functionTimeout")]
    public async Task A_call_that_takes_longer_than_the_function_timeout_is_500()
    {
        await using var probe = await Probe.StartAsync(host => host["functionTimeout"] = "00:00:02");
        using var late = await probe.GetAsync("api/waits/never");
        Assert.Equal(HttpStatusCode.InternalServerError, late.StatusCode);
        Assert.Empty(await late.Content.ReadAsByteArrayAsync());
        Assert.Contains("00:00:02", probe.Host.Output, StringComparison.Ordinal);
    }
}
