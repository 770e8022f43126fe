using System.Globalization;
using System.Text.RegularExpressions;
using Azure;
using TechTransfer.Kernel.Problems;

namespace TechTransfer.Storage.Retries;

/// <summary>
/// An exception as it may be logged, or leave a function: its type, what of its reason is safe, and where it was thrown. Its own message
/// may hold what a user typed: a title that no font can write, the value that could not be read.
/// </summary>
public sealed partial class SafeException : Exception
{
    private readonly string? thrownAt;

    private SafeException(Exception failure)
        : base(ReasonOf(failure), failure.InnerException is { } inner ? Of(inner) : null)
    {
        thrownAt = failure.StackTrace;
        Type = failure.GetType().Name;
    }

    /// <summary>The type of the exception itself.</summary>
    public string Type { get; }

    /// <inheritdoc/>
    public override string? StackTrace => thrownAt;

    /// <summary>The exception without what it must not tell.</summary>
    public static SafeException Of(Exception failure) => failure as SafeException ?? new(failure);

    /// <summary>The reason in one line: the type, and what is known to be safe.</summary>
    public static string ReasonOf(Exception failure) =>
        failure switch
        {
            SafeException safe => safe.Message,
            ISafeReason known => known.Reason,
            RequestFailedException refused => string.Create(
                    CultureInfo.InvariantCulture,
                    $"The storage answered {refused.Status} {refused.ErrorCode}"
                )
                .TrimEnd(),
            AggregateException { InnerException: { } first } => ReasonOf(first),
            OperationCanceledException => "There was no answer in time",
            // Which character a text is refused for says nothing of the text.
            _ when CodePoint().Matches(failure.Message) is { Count: > 0 } found =>
                $"{failure.GetType().Name}: {string.Join(", ", found.Select(m => m.Value).Distinct().Take(10))}",
            _ => failure.GetType().Name,
        };

    /// <summary>True for what may go by itself: the storage, or a service, did not answer or had too much to do.</summary>
    public static bool IsTransient(Exception failure) =>
        failure switch
        {
            RequestFailedException { Status: var status } => status is 0 or 408 or 429 or >= 500,
            AggregateException { InnerExceptions: { Count: > 0 } all } => all.All(IsTransient),
            OperationCanceledException or IOException or HttpRequestException or TimeoutException => true,
            _ => false,
        };

    [GeneratedRegex(@"\bU\+[0-9A-F]{4,6}\b")]
    private static partial Regex CodePoint();
}
