using TechTransfer.Kernel.Explanations;

namespace TechTransfer.Kernel.Findings;

/// <summary>A code of findings. Findings with the same code have the same cause, but each has its own message.</summary>
/// <param name="Code">Stable, snake_case; clients may branch on it.</param>
/// <param name="Meaning">General description for the documentation; each finding has its own message.</param>
public sealed record FindingCode(string Code, Text Meaning);
