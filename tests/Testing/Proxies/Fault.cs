namespace TechTransfer.Testing.Proxies;

/// <summary>What may become of a call to the storage.</summary>
public enum FaultKind
{
    /// <summary>The call goes through.</summary>
    Pass,

    /// <summary>500, and nothing is done.</summary>
    InternalError,

    /// <summary>503 with a Retry-After, and nothing is done.</summary>
    Busy,

    /// <summary>It is done, then there is silence, then the connection breaks.</summary>
    TimeoutAfterWrite,

    /// <summary>409, and nothing is done: another was there first, and has gone since.</summary>
    Conflict,

    /// <summary>412, and nothing is done: another has written in between.</summary>
    PreconditionFailed,

    /// <summary>The connection breaks, and nothing is done.</summary>
    CutBefore,

    /// <summary>It is done, and the connection breaks.</summary>
    CutAfter,

    /// <summary>It is done, and the answer comes in crumbs.</summary>
    SlowBytes,

    /// <summary>Nothing is done, and no answer comes until the client gives up.</summary>
    Silence,

    /// <summary>Something is run (the app is killed, say), nothing is done, and the connection breaks.</summary>
    StopBefore,

    /// <summary>It is done, then something is run, and the connection breaks.</summary>
    StopAfter,
}

/// <summary>What the proxy does to a call.</summary>
public sealed record Fault
{
    private Fault(FaultKind kind) => Kind = kind;

    public FaultKind Kind { get; }

    /// <summary>How long the silence lasts, or the whole slow answer takes.</summary>
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
    /// The storage can give this answer to that call. A 409 answers only a call that creates, a 412 only one that names a version, and only
    /// a change can have happened without an answer.
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
