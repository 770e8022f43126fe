namespace Microsoft.Azure.Functions.Worker.Tests.Timers;

public sealed class EverySecondFunction(Recorder recorder)
{
    [Function("EverySecond")]
    public void Run([TimerTrigger("* * * * * *")] TimerInfo timer, FunctionContext context) => recorder.Add(timer, context);
}

public sealed class NightlyFunction(Recorder recorder)
{
    [Function("Nightly")]
    public Task RunAsync([TimerTrigger("0 0 18 * * *")] TimerInfo timer, FunctionContext context)
    {
        recorder.Add(timer, context);
        return Task.CompletedTask;
    }
}

public sealed class AtStartFunction(Recorder recorder)
{
    [Function("AtStart")]
    public void Run([TimerTrigger("0 0 18 * * *", RunOnStartup = true, UseMonitor = false)] TimerInfo timer, FunctionContext context) => recorder.Add(timer, context);
}

public sealed class ConfiguredFunction(Recorder recorder)
{
    [Function("Configured")]
    public void Run([TimerTrigger("%Sweeper__Schedule%")] TimerInfo timer, FunctionContext context) => recorder.Add(timer, context);
}

public sealed class FailingTimerFunction(Recorder recorder)
{
    [Function("FailingTimer")]
    public void Run([TimerTrigger("* * * * * *")] TimerInfo timer, FunctionContext context)
    {
        recorder.Add(timer, context);
        throw new InvalidOperationException("It never works.");
    }
}

public sealed class LongTimerFunction(Recorder recorder)
{
    [Function("LongTimer")]
    public async Task RunAsync([TimerTrigger("* * * * * *")] TimerInfo timer, FunctionContext context)
    {
        recorder.Add("begun", context);
        await Task.Delay(1500);
        recorder.Add("done", context);
    }
}
