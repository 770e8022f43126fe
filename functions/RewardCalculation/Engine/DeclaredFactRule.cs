namespace TechTransfer.RewardCalculation.Engine;

/// <summary>A fact that registration does not hold and that somebody states per organisation and year.</summary>
/// <param name="Name">Its name; conditions call it <c>declared.</c> and the name.</param>
/// <param name="Type">What it can be.</param>
/// <param name="Title">What it is called, as the subject of a sentence.</param>
public sealed record DeclaredFactRule(string Name, FactType Type, Text Title)
{
    /// <summary>For words: which there are.</summary>
    public IReadOnlyList<string>? Words { get; init; }
}
