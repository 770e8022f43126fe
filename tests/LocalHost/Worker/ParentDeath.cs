using System.Collections.Concurrent;
using System.Diagnostics;

namespace TechTransfer.LocalHost.Worker;

/// <summary>
/// Starts child processes that end when this process dies, even when it is killed: by a kernel signal on Linux, by a watching shell on
/// other systems.
/// </summary>
internal static class ParentDeath
{
    private static readonly string? Setpriv = OperatingSystem.IsLinux() ? Find("setpriv") : null;
    private static readonly BlockingCollection<Action> Work = [];

    // Linux sends the signal when the thread that started the child ends, so a thread that never ends starts all of them.
    static ParentDeath() =>
        new Thread(() =>
        {
            foreach (var start in Work.GetConsumingEnumerable())
                start();
        })
        {
            IsBackground = true,
            Name = "starts workers",
        }.Start();

    /// <summary>The program to start instead of <c>executable</c>, and the arguments to put before its own.</summary>
    public static (string Program, string[] Arguments) Wrap(string executable) =>
        Setpriv is null ? (executable, []) : (Setpriv, ["--pdeathsig", "KILL", executable]);

    public static Process Start(ProcessStartInfo command)
    {
        var started = new TaskCompletionSource<Process>();
        Work.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(command)!);
            }
            catch (Exception failure)
            {
                started.SetException(failure);
            }
        });
        var process = started.Task.GetAwaiter().GetResult();
        if (Setpriv is null)
            Watch(process);
        return process;
    }

    private static void Watch(Process process)
    {
        var watch =
            $"while kill -0 {Environment.ProcessId} 2>/dev/null && kill -0 {process.Id} 2>/dev/null; do sleep 1; done; kill -9 {process.Id} 2>/dev/null";
        Process.Start(new ProcessStartInfo("/bin/sh", ["-c", watch]))?.Dispose();
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
