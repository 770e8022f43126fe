using QuestPDF.Drawing.Exceptions;
using QuestPDF.Infrastructure;
using QuestPDF.Layout;
using QuestPDF.Pdf.Tags;

namespace QuestPDF.Pdf;

/// <summary>Which parts and levels of PDF/A (ISO 19005) and PDF/UA-1 (ISO 14289-1) a document claims. Generation stops when it would not
/// meet a claim.</summary>
internal static class ConformanceClaim
{
    private const double SmallestPage = 3;
    private const double LargestPage = 14_400;

    public static (string Part, string Level)? PdfA(DocumentSettings settings) =>
        settings.PDFA_Conformance switch
        {
            PDFA_Conformance.None => null,
            PDFA_Conformance.PDFA_2A => ("2", "A"),
            PDFA_Conformance.PDFA_2B => ("2", "B"),
            PDFA_Conformance.PDFA_2U => ("2", "U"),
            PDFA_Conformance.PDFA_3A => ("3", "A"),
            PDFA_Conformance.PDFA_3B => ("3", "B"),
            PDFA_Conformance.PDFA_3U => ("3", "U"),
            var other => throw new ArgumentOutOfRangeException(nameof(settings), other, null),
        };

    public static bool IsPdfUa(DocumentSettings settings) => settings.PDFUA_Conformance == PDFUA_Conformance.PDFUA_1;

    /// <summary>True for PDF/A level A and PDF/UA, which require tags.</summary>
    public static bool NeedsTags(DocumentSettings settings) => IsPdfUa(settings) || PdfA(settings) is (_, "A");

    public static void CheckPage(DocumentSettings settings, Extent size)
    {
        if (PdfA(settings) is null)
            return;
        if (Math.Min(size.Width, size.Height) < SmallestPage || Math.Max(size.Width, size.Height) > LargestPage)
        {
            throw new DocumentComposeException(
                $"A page of PDF/A measures {SmallestPage} to {LargestPage} points on each side, not {size.Width:0.#} × {size.Height:0.#}."
            );
        }
    }

    public static void Check(DocumentMetadata metadata, DocumentSettings settings, StructureTree? tags)
    {
        if (!NeedsTags(settings))
            return;
        if (string.IsNullOrEmpty(metadata.Language))
            throw new DocumentComposeException("A document for reading aloud needs DocumentMetadata.Language, such as zh-CN.");
        if (!IsPdfUa(settings))
            return;

        if (string.IsNullOrEmpty(metadata.Title))
            throw new DocumentComposeException("A document that claims PDF/UA needs DocumentMetadata.Title.");
        var level = 0;
        foreach (var heading in Headings(tags!.Document))
        {
            if (heading.HeadingLevel > level + 1)
            {
                throw new DocumentComposeException(
                    $"A document that claims PDF/UA has the heading \"{heading.Words}\" of level {heading.HeadingLevel} after one of level {level}: no level may be left out."
                );
            }
            level = heading.HeadingLevel;
        }
    }

    public static IEnumerable<StructureNode> Headings(StructureNode element)
    {
        foreach (var kid in element.FlatKids().OfType<StructureNode>())
        {
            if (kid.HeadingLevel > 0)
                yield return kid;
            foreach (var inner in Headings(kid))
                yield return inner;
        }
    }
}
