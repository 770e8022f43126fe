namespace TechTransfer.Kernel.Explanations;

/// <summary>One step of an explanation: which rule, which numbers, what came out.</summary>
/// <param name="Code">Stable, snake_case.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Inputs">Named inputs, as text a reader understands (amounts with two decimals).</param>
/// <param name="Result">What came out, as text.</param>
/// <param name="Citation">The clause, null where it is plain arithmetic.</param>
public sealed record Step(string Code, Text Text, IReadOnlyDictionary<string, string> Inputs, string Result, Citation? Citation = null);
