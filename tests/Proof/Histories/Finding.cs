using TechTransfer.Proof.Load;

namespace TechTransfer.Proof.Histories;

public enum FindingKind
{
    /// <summary>A write was acknowledged, but its version was written again later, or later reads do not show it.</summary>
    LostUpdate,

    /// <summary>A read shows an older version than one that was acknowledged or read before it began.</summary>
    StaleRead,

    TwoWinners,

    /// <summary>A write was refused but took effect.</summary>
    ChangedByRefusal,

    /// <summary>The same idempotency key took effect twice.</summary>
    KeyUsedTwice,

    /// <summary>Two reads of the same version differ, or the hash chain of a history is broken.</summary>
    HalfDone,

    /// <summary>Two things have the same number, or one thing has had two numbers.</summary>
    NumberTwice,

    /// <summary>A number in a series is missing after all queues were drained.</summary>
    NumberGap,
}

/// <summary>One broken promise, with the calls that prove it.</summary>
/// <param name="Thing">The aggregate or the number series: <c>contracts/case-1</c>.</param>
/// <param name="Calls">The calls with their numbers in the history, counted from 1.</param>
public sealed record Finding(FindingKind Kind, string Thing, string Reason, IReadOnlyList<(int Number, RecordedCall Call)> Calls)
{
    public override string ToString() =>
        $"{Kind}: {Thing}: {Reason}"
        + string.Concat(
            Calls.Select(c =>
                $"\n  #{c.Number} {c.Call.Client} {c.Call.Method} {c.Call.Path} key {c.Call.Key ?? "-"} if-match {c.Call.IfMatch ?? "-"}"
                + $" {c.Call.Started:HH:mm:ss.ffffff}..{c.Call.Ended:HH:mm:ss.ffffff}"
                + $" -> {c.Call.Status?.ToString() ?? "no answer"} {c.Call.ETag} {c.Call.Location}"
            )
        );
}
