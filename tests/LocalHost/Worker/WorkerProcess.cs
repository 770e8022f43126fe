using System.Diagnostics;
using TechTransfer.LocalHost.Settings;

namespace TechTransfer.LocalHost.Worker;

internal sealed class WorkerProcess : IWorker
{
    private const int LinesKept = 5;
    private readonly Process process;
    private readonly Queue<string> lastErrors = [];
    private readonly Action<string> line;
    private string? unhandled;

    private WorkerProcess(Process process, Action<string> line)
    {
        (this.process, this.line) = (process, line);
        process.OutputDataReceived += (_, output) => Keep(output.Data, isError: false);
        process.ErrorDataReceived += (_, error) => Keep(error.Data, isError: true);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Ended = EndAsync();
    }

    public int Id => process.Id;

    public Uri? HttpAddress => null;

    public Task<WorkerEnd> Ended { get; }

    /// <param name="line">Receives each line that the worker writes to its console.</param>
    public static IWorker Start(AppSettings settings, WorkerStart start, Action<string> line)
    {
        if (settings.Executable is null)
            throw new StartException($"{settings.Folder} has no worker.config.json: it is not the build output of an isolated worker app.");
        var request = Guid.NewGuid().ToString();
        string[] arguments =
        [
            .. settings.Arguments,
            "--host",
            start.Endpoint.Host,
            "--port",
            $"{start.Endpoint.Port}",
            "--workerId",
            start.WorkerId,
            "--requestId",
            request,
            "--grpcMaxMessageLength",
            $"{int.MaxValue}",
            "--functions-uri",
            start.Endpoint.ToString(),
            "--functions-worker-id",
            start.WorkerId,
            "--functions-request-id",
            request,
            "--functions-grpc-max-message-length",
            $"{int.MaxValue}",
        ];
        var (program, before) = ParentDeath.Wrap(settings.Executable);
        var command = new ProcessStartInfo(program, [.. before, .. arguments])
        {
            WorkingDirectory = settings.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        command.Environment.Clear();
        foreach (var (name, value) in settings.Environment)
            command.Environment[name] = value;
        command.Environment["FUNCTIONS_WORKER_DIRECTORY"] = settings.Folder;
        command.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = settings.Folder;
        command.Environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        command.Environment["WEBSITE_HOSTNAME"] = $"127.0.0.1:{start.FrontPort}";
        return new WorkerProcess(ParentDeath.Start(command), line);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await Ended;
        process.Dispose();
    }

    private async Task<WorkerEnd> EndAsync()
    {
        await process.WaitForExitAsync();
        lock (lastErrors)
            return new(process.ExitCode, unhandled ?? (lastErrors.Count > 0 ? string.Join(' ', lastErrors) : "it wrote no reason."));
    }

    private void Keep(string? text, bool isError)
    {
        if (text is null)
            return;
        if (isError && text.Trim() is { Length: > 0 } said)
        {
            lock (lastErrors)
            {
                // The first line of an unhandled exception says why the process ends; the stack follows it.
                if (said.StartsWith("Unhandled exception", StringComparison.Ordinal))
                    unhandled = said;
                lastErrors.Enqueue(said);
                if (lastErrors.Count > LinesKept)
                    lastErrors.Dequeue();
            }
        }
        line(text);
    }
}
