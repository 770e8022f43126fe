namespace TechTransfer.LocalHost.Worker;

/// <summary>What a worker needs to connect to its host.</summary>
/// <param name="Endpoint">Address of the host's gRPC server.</param>
/// <param name="FrontPort">The port on which the host serves the app to callers.</param>
/// <param name="WorkerId">Id of the worker, which it repeats in its first message.</param>
public sealed record WorkerStart(Uri Endpoint, int FrontPort, string WorkerId);

/// <param name="Code">Exit code; 200 asks for a restart.</param>
/// <param name="Reason">The worker's last error output, in one line.</param>
public sealed record WorkerEnd(int Code, string Reason);

/// <summary>A running worker: a separate process, or an app inside this process.</summary>
public interface IWorker : IAsyncDisposable
{
    /// <summary>Address of the worker's web server; null when the worker announces it over gRPC.</summary>
    Uri? HttpAddress { get; }

    Task<WorkerEnd> Ended { get; }
}
