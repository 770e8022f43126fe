using System.Text.Json;

namespace TechTransfer.RewardCalculation.Engine;

/// <summary>
/// Something that must hold: a group (<see cref="All"/>, <see cref="Any"/>, <see cref="Not"/>) or a leaf, which compares one
/// <see cref="Fact"/> with one operator. Always comes to an end, with met or unmet; whether a fact that nobody knows passes is said by
/// <see cref="IfUnknown"/>.
/// </summary>
public sealed record Condition
{
    public IReadOnlyList<Condition>? All { get; init; }
    public IReadOnlyList<Condition>? Any { get; init; }
    public Condition? Not { get; init; }

    /// <summary>A name of the fact catalogue.</summary>
    public string? Fact { get; init; }

    /// <summary>Flag, word, code or number: the same.</summary>
    public JsonElement? Is { get; init; }

    /// <summary>Word or code: one of these.</summary>
    public IReadOnlyList<string>? In { get; init; }

    /// <summary>Code: begins with one of these.</summary>
    public IReadOnlyList<string>? StartsWith { get; init; }
    public decimal? AtLeast { get; init; }
    public decimal? Above { get; init; }
    public decimal? AtMost { get; init; }
    public decimal? Below { get; init; }

    /// <summary>Date: on this day or after it.</summary>
    public DateOnly? OnOrAfter { get; init; }

    /// <summary>Date: on this day or before it.</summary>
    public DateOnly? OnOrBefore { get; init; }

    /// <summary>Date: true, within the policy year.</summary>
    public bool? InYear { get; init; }

    /// <summary>The article; a leaf without one has that of the group around it.</summary>
    public string? Article { get; init; }

    /// <summary>What a fact that is not known counts as, whatever stands around the leaf.</summary>
    public IfUnknown IfUnknown { get; init; }

    /// <summary>The code of the step, instead of the fact's own.</summary>
    public string? Code { get; init; }

    /// <summary>The requirement in the policy's words, instead of the made sentence.</summary>
    public Text? Text { get; init; }

    /// <summary>The leaves, in the order of the text.</summary>
    public IEnumerable<Condition> Leaves() =>
        Fact is not null ? [this] : (All ?? Any ?? (Not is { } inner ? [inner] : [])).SelectMany(c => c.Leaves());
}

/// <summary>What a requirement counts as when its fact is not known.</summary>
public enum IfUnknown
{
    Unmet,
    Met,
}
