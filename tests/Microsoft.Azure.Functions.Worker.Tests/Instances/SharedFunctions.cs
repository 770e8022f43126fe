using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Tests.Instances;

/// <summary>Functions of an app that runs twice. Each tells in a queue which process did what.</summary>
public sealed class SharedFunctions(IConfiguration configuration)
{
    private readonly QueueClient _diary = new(configuration["AzureWebJobsStorage"], configuration["Diary"]);

    [Function("SharedQueue")]
    public async Task WorkAsync([QueueTrigger("%Inbox%")] string message)
    {
        await TellAsync($"begin {message}");
        await Task.Delay(int.Parse(configuration["Work"] ?? "20", null));
        await TellAsync($"done {message}");
    }

    [Function("SharedTimer")]
    public Task TickAsync([TimerTrigger("* * * * * *")] TimerInfo timer) => TellAsync("tick");

    private async Task TellAsync(string word) => await _diary.SendMessageAsync($"{Environment.ProcessId} {word}");
}
