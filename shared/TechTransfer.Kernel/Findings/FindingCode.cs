using TechTransfer.Kernel.Explanations;

namespace TechTransfer.Kernel.Findings;

/// <summary>A code of findings.</summary>
/// <param name="Code">Stable, snake_case; clients may branch on it.</param>
/// <param name="Meaning">What it says in general; the finding says it of the place.</param>
public sealed record FindingCode(string Code, Text Meaning);
