using System.Text.RegularExpressions;
using TechTransfer.Kernel.Explanations;

namespace TechTransfer.Kernel.Problems;

/// <summary>A kind of problem from the catalogue: stable code, HTTP status, the sentence in both languages.</summary>
/// <param name="Code">Stable, snake_case; clients may branch on it.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Message">What happened and what to do next; <c>{name}</c> stands for an argument.</param>
public sealed record ProblemKind(string Code, int Status, Text Message);

/// <summary>One field's part of a problem.</summary>
/// <param name="Path">The field, as in <c>costLines[2].amount</c>; empty for the whole.</param>
/// <param name="Code">Stable, snake_case.</param>
/// <param name="Message">What is wrong with it and what to do.</param>
public sealed record ProblemError(string Path, string Code, Text Message);

/// <summary>A refusal: nothing was changed.</summary>
/// <param name="Kind">Its kind in the catalogue.</param>
/// <param name="Message">The sentence with its arguments filled in.</param>
/// <param name="Errors">The fields concerned.</param>
public sealed partial record Problem(ProblemKind Kind, Text Message, IReadOnlyList<ProblemError> Errors)
{
    /// <summary>Seconds after which trying again makes sense; null when it does not.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>A problem of a kind, with the arguments of its sentence; a <see cref="Text"/> and a day fill in each language their own.</summary>
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

    /// <summary>The same problem, naming one field.</summary>
    public Problem At(string path) => this with { Errors = [.. Errors, new(path, Kind.Code, Message)] };

    [GeneratedRegex(@"\{[a-zA-Z]+\}")]
    private static partial Regex Unfilled();
}

/// <summary>What a decision gives: a value, or the problem that stands against it.</summary>
public readonly struct Outcome<T>
{
    private readonly T? value;

    private Outcome(T? value, Problem? problem) => (this.value, Problem) = (value, problem);

    /// <summary>The problem; null when there is a value.</summary>
    public Problem? Problem { get; }

    /// <summary>The value; throws when there is a problem instead.</summary>
    public T Value => Problem is null ? value! : throw new Failure($"There is no value: {Problem.Kind.Code}");

    /// <summary>A value is an outcome.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>A problem is an outcome.</summary>
    public static implicit operator Outcome<T>(Problem problem) => new(default, problem);
}
