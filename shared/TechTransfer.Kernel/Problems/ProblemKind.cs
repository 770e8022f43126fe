using System.Text.RegularExpressions;
using TechTransfer.Kernel.Explanations;

namespace TechTransfer.Kernel.Problems;

/// <summary>A kind of problem from the catalogue, with its message template.</summary>
/// <param name="Code">Stable, snake_case; clients may branch on it.</param>
/// <param name="Status">HTTP status of the answer.</param>
/// <param name="Message">What happened and what to do next; <c>{name}</c> is a placeholder for an argument.</param>
public sealed record ProblemKind(string Code, int Status, Text Message);

/// <summary>A fault of one field of a request, which lets a form show the fault beside the field.</summary>
/// <param name="Path">Path of the field, as in <c>costLines[2].amount</c>; empty for the whole content.</param>
/// <param name="Code">Stable code in snake_case.</param>
/// <param name="Message">What is wrong with the field and what to do.</param>
public sealed record ProblemError(string Path, string Code, Text Message);

/// <summary>Why a request or action was refused, with a message for the user and the faults of single fields.</summary>
/// <param name="Kind">The kind of problem, from the catalogue.</param>
/// <param name="Message">The kind's message with its placeholders replaced.</param>
/// <param name="Errors">Faults of single fields; may be empty.</param>
public sealed partial record Problem(ProblemKind Kind, Text Message, IReadOnlyList<ProblemError> Errors)
{
    /// <summary>Seconds after which a retry may succeed; null when a retry would not help.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Makes a problem, replacing the placeholders in its message. <see cref="Text"/> and dates are formatted for each language.
    /// Throws <c>ArgumentException</c> when an argument is missing.</summary>
    public static Problem Of(ProblemKind kind, params ReadOnlySpan<(string Name, object Value)> arguments)
    {
        var (zh, en) = (kind.Message.Zh, kind.Message.En);
        foreach (var (name, value) in arguments)
        {
            var text = value switch
            {
                Text both => both,
                DateOnly day => new Text($"{day:yyyy年M月d日}", $"{day:yyyy-MM-dd}"),
                _ => Text.Same(FormattableString.Invariant($"{value}")),
            };
            zh = zh.Replace($"{{{name}}}", text.Zh, StringComparison.Ordinal);
            en = en.Replace($"{{{name}}}", text.En, StringComparison.Ordinal);
        }
        if (Unfilled().Match(en) is { Success: true } left)
            throw new ArgumentException($"{kind.Code} needs the argument {left.Value}.", nameof(arguments));
        return new(kind, new(zh, en), []);
    }

    /// <summary>Names the field that the problem concerns. Repeated calls add further fields.</summary>
    public Problem At(string path) => this with { Errors = [.. Errors, new(path, Kind.Code, Message)] };

    [GeneratedRegex(@"\{[a-zA-Z]+\}")]
    private static partial Regex Unfilled();
}

/// <summary>Either a value or the problem that prevented it. Both convert implicitly.</summary>
public readonly struct Outcome<T>
{
    private readonly T? value;

    private Outcome(T? value, Problem? problem) => (this.value, Problem) = (value, problem);

    /// <summary>Why there is no value; null means success, so that <see cref="Value"/> may be read.</summary>
    public Problem? Problem { get; }

    /// <summary>The value; throws <c>Failure</c> when there is a problem, so check <c>Problem</c> first.</summary>
    public T Value => Problem is null ? value! : throw new Failure($"There is no value: {Problem.Kind.Code}");

    /// <summary>Implicit, so that methods can return the value itself.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>Implicit, so that methods can return the problem itself.</summary>
    public static implicit operator Outcome<T>(Problem problem) => new(default, problem);
}
