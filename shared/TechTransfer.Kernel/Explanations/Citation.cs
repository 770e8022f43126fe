namespace TechTransfer.Kernel.Explanations;

/// <summary>How sure we are of what a rule says.</summary>
public enum Confidence
{
    /// <summary>Read in the instrument itself.</summary>
    Verified,

    /// <summary>Read only in the consultation draft of December 2024 or in an undated copy of the new rules.</summary>
    Draft,

    /// <summary>Inferred from verified facts.</summary>
    Inferred,

    /// <summary>From memory: a hypothesis.</summary>
    Memory,

    /// <summary>Made up for demonstrations.</summary>
    Sample,
}

/// <summary>Where a rule stands: never a web address.</summary>
/// <param name="Instrument">The instrument, in Chinese, with its number.</param>
/// <param name="Article">The article as the instrument counts it; empty for the whole.</param>
/// <param name="Confidence">How sure we are of what it says.</param>
public sealed record Citation(string Instrument, string Article, Confidence Confidence)
{
    /// <summary>Instrument and article in one line, for screens.</summary>
    public override string ToString() => Instrument + Article;

    /// <summary>
    /// What a certificate may print as its legal basis (依据): an article only where it was read, and nothing for what is from memory or made up.
    /// </summary>
    public string? AsBasis() =>
        Confidence switch
        {
            Confidence.Verified => ToString(),
            Confidence.Draft or Confidence.Inferred => Instrument,
            Confidence.Memory or Confidence.Sample => null,
        };

    /// <summary>How a screen refers to it (参考), with its certainty.</summary>
    public Text AsReference() =>
        Confidence switch
        {
            Confidence.Verified => Text.Same(ToString()),
            Confidence.Draft => new($"{this}（征求意见稿，以正式文本为准）", $"{this} (consultation draft; the final text decides)"),
            Confidence.Inferred => new($"{this}（推定，供参考）", $"{this} (inferred, for reference)"),
            Confidence.Memory => new($"{this}（条文待核实）", $"{this} (text not verified)"),
            Confidence.Sample => new($"{this}（示例）", $"{this} (sample)"),
        };
}
