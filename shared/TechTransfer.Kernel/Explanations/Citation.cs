namespace TechTransfer.Kernel;

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
    /// <summary>Instrument and article in one line.</summary>
    public override string ToString() => Article.Length == 0 ? Instrument : $"{Instrument} {Article}";
}
