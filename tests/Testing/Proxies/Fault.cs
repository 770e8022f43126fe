namespace TechTransfer.Testing.Proxies;

/// <summary>What <c>StorageProxy</c> does with a call to the storage.</summary>
public enum FaultKind
{
    Pass,

    /// <summary>Answers 500 without forwarding the call.</summary>
    InternalError,

    /// <summary>Answers 503 with a Retry-After header, without forwarding the call.</summary>
    Busy,

    /// <summary>Forwards the call, sends no answer for a while, then breaks the connection.</summary>
    TimeoutAfterWrite,

    /// <summary>Answers 409 without forwarding the call, as if another client had created the item first and deleted it since.</summary>
    Conflict,

    /// <summary>Answers 412 without forwarding the call, as if another client had changed the item in between.</summary>
    PreconditionFailed,

    /// <summary>Breaks the connection without forwarding the call.</summary>
    CutBefore,

    /// <summary>Forwards the call, then breaks the connection instead of answering.</summary>
    CutAfter,

    /// <summary>Forwards the call and sends the answer slowly, in small pieces.</summary>
    SlowBytes,

    /// <summary>Neither forwards nor answers the call; the client runs into its timeout.</summary>
    Silence,

    /// <summary>Runs an action (such as killing the app) and breaks the connection without forwarding the call.</summary>
    StopBefore,

    /// <summary>Forwards the call, runs an action (such as killing the app), then breaks the connection instead of answering.</summary>
    StopAfter,
}

public sealed record Fault
{
    private Fault(FaultKind kind) => Kind = kind;

    public FaultKind Kind { get; }

    /// <summary>For TimeoutAfterWrite, the time until the connection breaks; for SlowBytes, the duration of the whole answer.</summary>
    internal TimeSpan Time { get; private init; }

    internal Func<Task> Action { get; private init; } = () => Task.CompletedTask;

    public static Fault Pass { get; } = new(FaultKind.Pass);
    public static Fault InternalError { get; } = new(FaultKind.InternalError);
    public static Fault Busy { get; } = new(FaultKind.Busy);
    public static Fault Conflict { get; } = new(FaultKind.Conflict);
    public static Fault PreconditionFailed { get; } = new(FaultKind.PreconditionFailed);
    public static Fault CutBefore { get; } = new(FaultKind.CutBefore);
    public static Fault CutAfter { get; } = new(FaultKind.CutAfter);
    public static Fault Silence { get; } = new(FaultKind.Silence);

    public static Fault TimeoutAfterWrite(TimeSpan silence) => new(FaultKind.TimeoutAfterWrite) { Time = silence };

    public static Fault SlowBytes(TimeSpan whole) => new(FaultKind.SlowBytes) { Time = whole };

    public static Fault StopBefore(Func<Task> action) => new(FaultKind.StopBefore) { Action = action };

    public static Fault StopAfter(Func<Task> action) => new(FaultKind.StopAfter) { Action = action };

    /// <summary>
    /// Whether a real storage could give this answer to that call: 409 only to calls that create, 412 only to calls with If-Match, and a
    /// lost answer only matters after a write.
    /// </summary>
    internal bool Fits(StorageCall call) =>
        Kind switch
        {
            FaultKind.Conflict => call.Creates,
            FaultKind.PreconditionFailed => call.IsConditional,
            FaultKind.TimeoutAfterWrite => call.Writes,
            _ => true,
        };
}
