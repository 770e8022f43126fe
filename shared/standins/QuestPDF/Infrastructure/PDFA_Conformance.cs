using System.Diagnostics.CodeAnalysis;

namespace QuestPDF.Infrastructure;

/// <summary>The levels that need no tagged structure.</summary>
[SuppressMessage("Naming", "CA1707:Identifiers should not contain underscores", Justification = "The package's name.")]
public enum PDFA_Conformance
{
    None,
    PDFA_2B,
    PDFA_2U,
    PDFA_3B,
    PDFA_3U,
}
