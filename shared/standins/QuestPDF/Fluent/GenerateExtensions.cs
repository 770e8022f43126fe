using QuestPDF.Infrastructure;
using QuestPDF.Layout;

namespace QuestPDF.Fluent;

public static class GenerateExtensions
{
    public static byte[] GeneratePdf(this IDocument document) => DocumentLayout.Render(document);

    public static void GeneratePdf(this IDocument document, string filePath) => File.WriteAllBytes(filePath, document.GeneratePdf());

    public static void GeneratePdf(this IDocument document, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(document.GeneratePdf());
    }
}
