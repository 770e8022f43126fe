using System.Text.Json;

namespace TechTransfer.RewardCalculation.Engine;

/// <summary>
/// A condition: either a group (<see cref="All"/>, <see cref="Any"/>, <see cref="Not"/>) or a leaf, which compares one <see cref="Fact"/>
/// by one operator. The result is always met or unmet; <see cref="IfUnknown"/> decides when the fact is not known.
/// </summary>
public sealed record Condition
{
    /// <summary>A group: all conditions must hold.</summary>
    public IReadOnlyList<Condition>? All { get; init; }

    /// <summary>A group: one condition must hold.</summary>
    public IReadOnlyList<Condition>? Any { get; init; }

    /// <summary>A group: the condition must not hold.</summary>
    public Condition? Not { get; init; }

    /// <summary>Name of the fact, for example <c>contract.kind</c>.</summary>
    public string? Fact { get; init; }

    /// <summary>The required value; for a flag, word, code or number.</summary>
    public JsonElement? Is { get; init; }

    /// <summary>For a word or code: the allowed values.</summary>
    public IReadOnlyList<string>? In { get; init; }

    /// <summary>For a code: the allowed prefixes.</summary>
    public IReadOnlyList<string>? StartsWith { get; init; }

    /// <summary>For a number: the smallest allowed value, in the fact's unit (yuan, a count or a rate).</summary>
    public decimal? AtLeast { get; init; }

    /// <summary>For a number: the limit that must be exceeded, in the fact's unit (yuan, a count or a rate).</summary>
    public decimal? Above { get; init; }

    /// <summary>For a number: the largest allowed value, in the fact's unit (yuan, a count or a rate).</summary>
    public decimal? AtMost { get; init; }

    /// <summary>For a number: the limit that must not be reached, in the fact's unit (yuan, a count or a rate).</summary>
    public decimal? Below { get; init; }

    /// <summary>For a date: the first allowed day.</summary>
    public DateOnly? OnOrAfter { get; init; }

    /// <summary>For a date: the last allowed day.</summary>
    public DateOnly? OnOrBefore { get; init; }

    /// <summary>For a date: true requires a day within the policy year.</summary>
    public bool? InYear { get; init; }

    /// <summary>Article of the instrument; a leaf without one takes that of its group.</summary>
    public string? Article { get; init; }

    /// <summary>Result when the fact is not known, whether or not the leaf is negated.</summary>
    public IfUnknown IfUnknown { get; init; }

    /// <summary>Code of the explanation step; null uses the fact's own code.</summary>
    public string? Code { get; init; }

    /// <summary>The requirement in the policy's words; null uses a generated sentence.</summary>
    public Text? Text { get; init; }

    /// <summary>All leaves of the condition, in the order of the file.</summary>
    public IEnumerable<Condition> Leaves() =>
        Fact is not null ? [this] : (All ?? Any ?? (Not is { } inner ? [inner] : [])).SelectMany(c => c.Leaves());
}

public enum IfUnknown
{
    Unmet,
    Met,
}
