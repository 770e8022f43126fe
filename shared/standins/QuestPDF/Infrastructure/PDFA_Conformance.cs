using System.Diagnostics.CodeAnalysis;

namespace QuestPDF.Infrastructure;

/// <summary>Parts 2 and 3 of ISO 19005. Level A means a tagged document; a file with attachments is part 3.</summary>
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
