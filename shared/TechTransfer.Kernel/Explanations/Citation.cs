namespace TechTransfer.Kernel.Explanations;

/// <summary>How reliable our knowledge of a legal rule is.</summary>
public enum Confidence
{
    /// <summary>Checked against the text of the instrument.</summary>
    Verified,

    /// <summary>Known only from the consultation draft of December 2024 or from an undated copy of the new rules.</summary>
    Draft,

    /// <summary>Concluded from verified facts, but not found as a text.</summary>
    Inferred,

    /// <summary>Not checked against any text; may be wrong.</summary>
    Memory,

    /// <summary>Invented for demonstrations; no such rule exists.</summary>
    Sample,
}

/// <summary>Reference to the legal source of a rule. Never contains a web address.</summary>
/// <param name="Instrument">Chinese title of the instrument, with its document number.</param>
/// <param name="Article">Article as numbered in the instrument; empty for the whole instrument.</param>
/// <param name="Confidence">How reliable the reference is.</param>
public sealed record Citation(string Instrument, string Article, Confidence Confidence)
{
    /// <summary>Instrument and article in Chinese, in one line.</summary>
    public override string ToString() => Instrument + Article;

    /// <summary>The text that a certificate may print as its legal basis (依据): the article only when it was verified; null when the rule is
    /// from memory or invented.</summary>
    public string? AsBasis() =>
        Confidence switch
        {
            Confidence.Verified => ToString(),
            Confidence.Draft or Confidence.Inferred => Instrument,
            Confidence.Memory or Confidence.Sample => null,
        };

    /// <summary>The text for screens (参考): the citation and how reliable it is.</summary>
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
