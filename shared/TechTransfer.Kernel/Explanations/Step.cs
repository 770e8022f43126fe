namespace TechTransfer.Kernel.Explanations;

/// <summary>One step in the explanation of a calculated figure: the rule, its inputs and its result.</summary>
/// <param name="Code">Stable code in snake_case.</param>
/// <param name="Text">The step as a sentence.</param>
/// <param name="Inputs">Inputs by name, formatted for readers (amounts with two decimals).</param>
/// <param name="Result">Result, formatted for readers.</param>
/// <param name="Citation">The rule's source; null for plain arithmetic.</param>
public sealed record Step(string Code, Text Text, IReadOnlyDictionary<string, string> Inputs, string Result, Citation? Citation = null);
