using System.Diagnostics.CodeAnalysis;

namespace QuestPDF.Infrastructure;

/// <summary>Conformance to PDF/UA (ISO 14289), the standard for accessible PDF documents.</summary>
[SuppressMessage("Naming", "CA1707:Identifiers should not contain underscores", Justification = "The package's name.")]
public enum PDFUA_Conformance
{
    None = 0,
    PDFUA_1 = 1,
}
