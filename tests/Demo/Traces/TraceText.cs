using System.Globalization;
using System.Text;
using TechTransfer.Testing.Otlp;

namespace TechTransfer.Demo.Traces;

/// <summary>
/// Formats a trace as text: one line for each function invocation, with the invocations it caused indented below it. Storage calls are
/// summed up as a number and a time.
/// </summary>
public static class TraceText
{
    private const string Source = "TechTransfer";
    private const int IdLetters = 10;

    /// <summary>True for a span of a function invocation, false for a storage call below one.</summary>
    public static bool IsInvocation(OtlpSpan span) => span.Source == Source;

    /// <summary>True for successful calls that no user made: health checks and timers.</summary>
    public static bool IsQuiet(OtlpSpan span) =>
        !span.Failed && (span.Name is "Health" or "HealthLive" or "OpenApi" || span.Tags.GetValueOrDefault("faas.trigger") == "timer");

    /// <summary>The text of a trace, or of spans that came later; empty when all its invocations are quiet.</summary>
    /// <param name="spans">Spans of one trace in any order, storage calls included.</param>
    /// <param name="goesOn">True when an earlier part of the trace has already been written.</param>
    public static string Of(IReadOnlyCollection<OtlpSpan> spans, bool goesOn = false)
    {
        var invocations = spans.Where(IsInvocation).OrderBy(s => s.Start).ThenBy(s => s.Id, StringComparer.Ordinal).ToArray();
        if (invocations.All(IsQuiet))
            return "";

        var start = invocations[0].Start;
        var lines = new List<Line>();
        var byId = spans.ToDictionary(s => s.Id);
        var below = invocations.ToLookup(s => InvocationAbove(s, byId));
        foreach (var root in below[""])
            Add(lines, root, below, "", "");

        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"trace {invocations[0].Trace[..8]}  {start.UtcDateTime:HH:mm:ss}Z  {Seconds(invocations.Max(s => s.End) - start)}  "
        );
        text.Append(
                CultureInfo.InvariantCulture,
                $"{string.Join(", ", invocations.Select(AppOf).Distinct())}{(goesOn ? "  (goes on)" : "")}"
            )
            .AppendLine();
        var (app, what, id) = (lines.Max(l => AppOf(l.Span).Length), lines.Max(l => l.What.Length), lines.Max(l => l.Id.Length));
        foreach (var line in lines)
        {
            var span = line.Span;
            var figures = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Milliseconds(span.Duration.TotalMilliseconds), 9}  {Storage(span)}{Ending(span)}"
                )
                .TrimEnd();
            text.Append(
                    CultureInfo.InvariantCulture,
                    $"  {"+" + Seconds(span.Start - start), 9}  {AppOf(span).PadRight(app)}  {line.What.PadRight(what)}  {line.Id.PadRight(id)}  {figures}"
                )
                .AppendLine();
        }
        return text.ToString();
    }

    private static void Add(List<Line> lines, OtlpSpan span, ILookup<string, OtlpSpan> below, string before, string under)
    {
        var message = span.Tags.TryGetValue("techtransfer.message", out var type) ? $" ← {type}" : "";
        var id = span.Tags.GetValueOrDefault("techtransfer.id", "");
        // Show the end of a long id, because ids of the same kind begin alike.
        lines.Add(new(span, $"{before}{span.Name}{message}", id.Length > IdLetters ? $"…{id[^IdLetters..]}" : id));
        var children = below[span.Id].ToArray();
        for (var i = 0; i < children.Length; i++)
        {
            var last = i == children.Length - 1;
            Add(lines, children[i], below, $"{under}{(last ? "└ " : "├ ")}", $"{under}{(last ? "  " : "│ ")}");
        }
    }

    // The parent may be a storage call inside an invocation. A parent that was not exported belongs to the caller.
    private static string InvocationAbove(OtlpSpan span, Dictionary<string, OtlpSpan> byId)
    {
        var above = span;
        while (byId.TryGetValue(above.Parent, out above!))
        {
            if (IsInvocation(above))
                return above.Id;
        }
        return "";
    }

    private static string AppOf(OtlpSpan span) => span.Service["techtransfer-".Length..];

    private static string Storage(OtlpSpan span)
    {
        var calls = int.Parse(span.Tags.GetValueOrDefault("techtransfer.storage.calls", "0"), CultureInfo.InvariantCulture);
        if (calls == 0)
            return $"{"no storage calls", 27}";
        var seconds = double.Parse(span.Tags.GetValueOrDefault("techtransfer.storage.seconds", "0"), CultureInfo.InvariantCulture);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{calls, 3} storage {(calls == 1 ? "call " : "calls")} {Milliseconds(seconds * 1000), 9}"
        );
    }

    private static string Ending(OtlpSpan span)
    {
        var problem = span.Tags.GetValueOrDefault("techtransfer.problem");
        return span.Failed ? $"  FAILED {problem}"
            : problem is null ? ""
            : $"  refused: {problem}";
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F3} s");

    private static string Milliseconds(double milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:F1} ms");

    private sealed record Line(OtlpSpan Span, string What, string Id);
}
