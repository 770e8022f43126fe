using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>What runs beside HTTP. At the end nothing new is begun, and what runs may finish as long as the host has patience.</summary>
internal sealed class BackgroundWork(ILogger<BackgroundWork> log) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _cutOff = new();
    private readonly CancellationTokenSource _abandoned = new();
    private readonly HashSet<Task> _running = [];

    /// <summary>Begin nothing new.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>A second later: give up calls that may change something without our knowing, such as fetching messages.</summary>
    public CancellationToken CutOff => _cutOff.Token;

    /// <summary>Give up what is running: the token that invocations get.</summary>
    public CancellationToken Abandoned => _abandoned.Token;

    public void Start(Func<Task> work)
    {
        lock (_running)
        {
            var task = Task.Run(() => RunAsync(work));
            _running.Add(task);
            _ = task.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    public void Stop()
    {
        _stopping.Cancel();
        _cutOff.CancelAfter(TimeSpan.FromSeconds(1));
    }

    public async Task FinishAsync(CancellationToken patience)
    {
        try
        {
            await AllAsync().WaitAsync(patience);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            await _abandoned.CancelAsync();
            await Task.WhenAny(AllAsync(), Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None));
        }
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _cutOff.Dispose();
        _abandoned.Dispose();
    }

    private async Task RunAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception failure)
        {
            log.LogCritical(failure, "Work in the background ended by an error that nothing foresaw.");
        }
    }

    private Task AllAsync()
    {
        lock (_running) return Task.WhenAll(_running);
    }

    private void Forget(Task task)
    {
        lock (_running) _running.Remove(task);
    }
}
