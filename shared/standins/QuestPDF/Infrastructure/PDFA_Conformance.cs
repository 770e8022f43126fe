using System.Diagnostics.CodeAnalysis;

namespace QuestPDF.Infrastructure;

/// <summary>Levels of PDF/A parts 2 and 3 (ISO 19005). Level A requires tags; a document with attachments must be part 3.</summary>
[SuppressMessage("Naming", "CA1707:Identifiers should not contain underscores", Justification = "The package's name.")]
public enum PDFA_Conformance
{
    None = 0,
    PDFA_2A = 3,
    PDFA_2B = 4,
    PDFA_2U = 5,
    PDFA_3A = 6,
    PDFA_3B = 7,
    PDFA_3U = 8,
}
