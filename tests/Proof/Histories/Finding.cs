using TechTransfer.Proof.Load;

namespace TechTransfer.Proof.Histories;

/// <summary>A promise of the system that a history shows broken.</summary>
public enum FindingKind
{
    /// <summary>A write was acknowledged, and its version was written again later, or later reads lack it.</summary>
    LostUpdate,

    /// <summary>A read shows less than what was acknowledged or read before it began.</summary>
    StaleRead,

    /// <summary>Two writes at the same time were both acknowledged for one version.</summary>
    TwoWinners,

    /// <summary>A write was refused, and happened.</summary>
    ChangedByRefusal,

    /// <summary>One idempotency key had two effects.</summary>
    KeyUsedTwice,

    /// <summary>One version of one thing reads as two things, or its history does not hold.</summary>
    HalfDone,

    /// <summary>Two things have one number, or one thing has had two.</summary>
    NumberTwice,

    /// <summary>A series lacks a number after all has settled.</summary>
    NumberGap,
}

/// <summary>What was found, with the calls that show it.</summary>
/// <param name="Thing">The aggregate or the series: <c>contracts/case-1</c>.</param>
/// <param name="Calls">By their number in the history, counted from 1.</param>
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
