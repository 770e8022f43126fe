namespace TechTransfer.LocalHost.Worker;

/// <summary>What a worker needs to find its host.</summary>
/// <param name="Endpoint">The host's gRPC server.</param>
/// <param name="FrontPort">The port on which the app is called.</param>
/// <param name="WorkerId">The worker's id, which its first message repeats.</param>
public sealed record WorkerStart(Uri Endpoint, int FrontPort, string WorkerId);

/// <summary>How a worker ended.</summary>
/// <param name="Code">Its exit code; 200 asks for a restart.</param>
/// <param name="Reason">What it wrote last, in one line.</param>
public sealed record WorkerEnd(int Code, string Reason);

/// <summary>A running worker: a process, or the app inside this one.</summary>
public interface IWorker : IAsyncDisposable
{
    /// <summary>Where it takes HTTP calls; null when it announces that itself.</summary>
    Uri? HttpAddress { get; }

    /// <summary>Ends with the worker.</summary>
    Task<WorkerEnd> Ended { get; }
}
