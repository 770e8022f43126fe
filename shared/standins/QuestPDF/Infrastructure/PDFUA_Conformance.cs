using System.Diagnostics.CodeAnalysis;

namespace QuestPDF.Infrastructure;

/// <summary>ISO 14289: documents that everybody can read, also by ear.</summary>
[SuppressMessage("Naming", "CA1707:Identifiers should not contain underscores", Justification = "The package's name.")]
public enum PDFUA_Conformance
{
    None = 0,
    PDFUA_1 = 1,
}
