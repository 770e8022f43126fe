using System.Net;
using System.Text;
using TechTransfer.LocalHost.Tests.Hosts;

namespace TechTransfer.LocalHost.Tests.Conformance;

/// <summary>How a host shuts down. Two hosts on the same storage act as two instances of an app.</summary>
public sealed class EndFacts
{
    [Fact]
    public async Task At_SIGTERM_calls_and_messages_end_then_the_worker_stops_and_the_next_instance_takes_over()
    {
        await using var first = await Probe.StartAsync();
        var (call, message) = (Probe.NewName(), Probe.NewName());
        await first.SendAsync("waits", message);
        await first.SeenAsync("QueueWaits", $"{message} began");
        await using var second = await Probe.StartAsync(name: first.Name);
        await second.WaitsForAsync(first);

        using var body = new HeldBody();
        var answer = first.Client.PostAsync(new Uri($"api/reads/{call}", UriKind.Relative), body);
        await first.SeenAsync("Reads", $"{call} began");
        await first.SignalAsync("TERM");
        await Until.TrueAsync(() => IsRefusedAsync(first), () => first.Host.Output);
        Assert.False(answer.IsCompleted);
        Assert.DoesNotContain("The probe stops.", first.Host.Output, StringComparison.Ordinal);
        body.Release();
        Assert.Equal("the whole body", await (await answer).Content.ReadAsStringAsync());

        await first.Host.Process.WaitForExitAsync();
        var output = first.Host.Output;
        Assert.Contains("The probe stops.", output, StringComparison.Ordinal);
        Assert.InRange(
            output.IndexOf($"{message} ended", StringComparison.Ordinal),
            0,
            output.IndexOf("The probe stops.", StringComparison.Ordinal)
        );
        await second.SeenAsync("TimerEachSecond", _ => true);
    }

    private static async Task<bool> IsRefusedAsync(Probe probe)
    {
        try
        {
            using var answer = await probe.GetAsync("api/methods");
            return answer.StatusCode == HttpStatusCode.ServiceUnavailable;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }

    private sealed class HeldBody : HttpContent
    {
        private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => released.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync("the whole "u8.ToArray());
            await stream.FlushAsync();
            await released.Task;
            await stream.WriteAsync(Encoding.ASCII.GetBytes("body"));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
