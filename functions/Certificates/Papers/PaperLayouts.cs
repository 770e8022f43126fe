using QuestPDF.Fluent;
using QuestPDF.Infrastructure;

namespace TechTransfer.Certificates.Papers;

/// <summary>The layout of each kind of paper: a document of its content and the imprint.</summary>
internal static class PaperLayouts
{
    /// <exception cref="InvalidOperationException">No layout is known for this content.</exception>
    public static IDocument Of(PaperContent content, Imprint imprint) => content switch
    {
        RegistrationContent registration => new RegistrationCertificate(registration.Contract, imprint),
        _ => throw new InvalidOperationException($"There is no layout for {content.GetType().Name}."),
    };

    /// <summary>The PDF, not signed yet. The same arguments give the same bytes.</summary>
    public static byte[] Render(PaperContent content, Imprint imprint)
    {
        Fonts.Register();
        return Of(content, imprint).GeneratePdf();
    }
}
