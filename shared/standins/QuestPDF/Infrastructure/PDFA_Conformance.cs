using System.Diagnostics.CodeAnalysis;

namespace QuestPDF.Infrastructure;

/// <summary>The levels that need no tagged structure.</summary>
[SuppressMessage("Naming", "CA1707:Identifiers should not contain underscores", Justification = "The package's name.")]
public enum PDFA_Conformance
{
    None = 0,
    PDFA_2B = 4,
    PDFA_2U = 5,
    PDFA_3B = 7,
    PDFA_3U = 8,
}
