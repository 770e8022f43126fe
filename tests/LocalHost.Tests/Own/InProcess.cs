using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.LocalHost.Tests.Hosts;
using TechTransfer.Testing.Apps;

namespace TechTransfer.LocalHost.Tests.Own;

[LocalHostOnly]
public sealed class InProcess
{
    [Fact]
    public async Task A_worker_inside_this_process_is_called_and_stopped_as_any_other()
    {
        InProcessWorker? worker = null;
        var host = await FunctionsHost.StartAsync(
            new(InProcessWorker.Folder) { Worker = async start => worker = await InProcessWorker.StartAsync(start, Create) },
            NullLoggerProvider.Instance
        );
        var stopped = false;
        worker!.Host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopped.Register(() => stopped = true);
        using var client = new HttpClient { BaseAddress = host.Address };
        Assert.Equal("here", await client.GetStringAsync(new Uri("api/here", UriKind.Relative)));
        await host.DisposeAsync();
        Assert.True(stopped);
        Assert.True(worker.Ended.IsCompleted);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri("api/here", UriKind.Relative)));
    }

    [Theory]
    [InlineData(31, true)]
    [InlineData(29, false)]
    public async Task Deaths_of_a_worker_add_up_unless_half_an_hour_lies_between(int minutes, bool lives)
    {
        InProcessWorker? worker = null;
        var time = new MovedTime();
        await using var host = await FunctionsHost.StartAsync(
            new(InProcessWorker.Folder) { Time = time, Worker = async start => worker = await InProcessWorker.StartAsync(start, Create) },
            NullLoggerProvider.Instance
        );
        using var client = new HttpClient { BaseAddress = host.Address };
        for (var deaths = 1; deaths <= 4; deaths++)
        {
            var before = worker;
            await before!.Host.StopAsync();
            await Until.TrueAsync(
                async () => host.Ended.IsFaulted || (worker != before && await IsReadyAsync(client)),
                () => $"nothing followed death {deaths}"
            );
            time.Move(TimeSpan.FromMinutes(minutes));
        }
        Assert.Equal(lives, !host.Ended.IsFaulted);
    }

    private static async Task<bool> IsReadyAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("api/here", UriKind.Relative));
        return answer.IsSuccessStatusCode;
    }

    private sealed class MovedTime : TimeProvider
    {
        private long moved;

        public void Move(TimeSpan by) => moved += by.Ticks * (TimestampFrequency / TimeSpan.TicksPerSecond);

        public override long GetTimestamp() => base.GetTimestamp() + moved;
    }

    private static FunctionsApplicationBuilder Create(string[] args)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        builder.Services.AddSingleton<IFunctionMetadataProvider>(new FunctionsOfClasses([typeof(HereFunctions)]));
        return builder;
    }

    public static class HereFunctions
    {
        [Function("Here")]
        public static IResult Here([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "here")] HttpRequest _) =>
            Results.Text("here");
    }
}
