using System.Globalization;
using System.Text.RegularExpressions;
using Azure;
using TechTransfer.Kernel.Problems;

namespace TechTransfer.Storage.Retries;

/// <summary>Replaces an exception in logs: it keeps the type, the stack trace and the safe part of the reason. The original message may
/// contain user input, such as a title that no font can show.</summary>
public sealed partial class SafeException : Exception
{
    private readonly string? thrownAt;

    private SafeException(Exception failure)
        : base(ReasonOf(failure), failure.InnerException is { } inner ? Of(inner) : null)
    {
        thrownAt = failure.StackTrace;
        Type = failure.GetType().Name;
    }

    /// <summary>Type name of the original exception, as in <c>JsonException</c>, for logs; the runtime type of this object is always
    /// <c>SafeException</c>.</summary>
    public string Type { get; }

    /// <inheritdoc/>
    public override string? StackTrace => thrownAt;

    /// <summary>Inner exceptions are replaced too. An exception that is safe already is returned as it is.</summary>
    public static SafeException Of(Exception failure) => failure as SafeException ?? new(failure);

    /// <summary>The reason in one line: the exception's type, or a message known to contain no user input.</summary>
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
            OperationCanceledException or TimeoutException => "There was no answer in time",
            // A code point such as U+1F600 in the message reveals nothing else of the text.
            _ when CodePoint().Matches(failure.Message) is { Count: > 0 } found =>
                $"{failure.GetType().Name}: {string.Join(", ", found.Select(m => m.Value).Distinct().Take(10))}",
            _ => failure.GetType().Name,
        };

    /// <summary>True for failures that may pass without a change: the storage or a service did not answer, or was overloaded.</summary>
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
