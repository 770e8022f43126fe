using QuestPDF.Pdf;
using QuestPDF.Pdf.Tags;

namespace QuestPDF.Layout;

/// <param name="number">Page number, from 1.</param>
/// <param name="canvas">Null while only measuring.</param>
internal sealed class PageContext(int number, KnownPages pages, PageCanvas? canvas)
{
    public int Number => number;

    public KnownPages Pages => pages;

    public PageCanvas Canvas => canvas ?? throw new InvalidOperationException("Measuring must not draw.");

    /// <summary>Tag structure of the document; null if the document is not tagged, or while only measuring.</summary>
    public StructureTree? Tags => canvas?.Tags;
}
