using System.Diagnostics.CodeAnalysis;

namespace QuestPDF.Infrastructure;

public class DocumentSettings
{
    [SuppressMessage("Naming", "CA1707:Identifiers should not contain underscores", Justification = "The package's name.")]
    public PDFA_Conformance PDFA_Conformance { get; set; } = PDFA_Conformance.None;

    [SuppressMessage("Naming", "CA1707:Identifiers should not contain underscores", Justification = "The package's name.")]
    public PDFUA_Conformance PDFUA_Conformance { get; set; } = PDFUA_Conformance.None;

    public bool CompressDocument { get; set; } = true;

    public static DocumentSettings Default => new();
}
