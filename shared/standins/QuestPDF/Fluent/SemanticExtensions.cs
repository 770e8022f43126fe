using QuestPDF.Infrastructure;
using QuestPDF.Layout.Boxes;

namespace QuestPDF.Fluent;

/// <summary>Tags content with its role for screen readers and text extraction. Using any of these methods makes the document a tagged PDF.
/// Text without another role is a paragraph.</summary>
public static class SemanticExtensions
{
    public static IContainer SemanticArticle(this IContainer container) => Tag(container, "Art");

    public static IContainer SemanticSection(this IContainer container) => Tag(container, "Sect");

    public static IContainer SemanticDivision(this IContainer container) => Tag(container, "Div");

    public static IContainer SemanticBlockQuotation(this IContainer container) => Tag(container, "BlockQuote");

    /// <summary>Caption of the enclosing table or figure.</summary>
    public static IContainer SemanticCaption(this IContainer container) => Tag(container, "Caption");

    public static IContainer SemanticTableOfContents(this IContainer container) => Tag(container, "TOC");

    public static IContainer SemanticTableOfContentsItem(this IContainer container) => Tag(container, "TOCI");

    /// <summary>Heading of the highest level. Headings also make up the document outline.</summary>
    public static IContainer SemanticHeader1(this IContainer container) => Tag(container, "H1");

    public static IContainer SemanticHeader2(this IContainer container) => Tag(container, "H2");

    public static IContainer SemanticHeader3(this IContainer container) => Tag(container, "H3");

    public static IContainer SemanticHeader4(this IContainer container) => Tag(container, "H4");

    public static IContainer SemanticHeader5(this IContainer container) => Tag(container, "H5");

    public static IContainer SemanticHeader6(this IContainer container) => Tag(container, "H6");

    public static IContainer SemanticParagraph(this IContainer container) => Tag(container, "P");

    public static IContainer SemanticList(this IContainer container) => Tag(container, "L");

    public static IContainer SemanticListItem(this IContainer container) => Tag(container, "LI");

    public static IContainer SemanticListLabel(this IContainer container) => Tag(container, "Lbl");

    public static IContainer SemanticListItemBody(this IContainer container) => Tag(container, "LBody");

    /// <summary>Tags the table inside; its rows, cells and headers are tagged automatically.</summary>
    public static IContainer SemanticTable(this IContainer container) => Tag(container, "Table");

    public static IContainer SemanticSpan(this IContainer container, string? alternativeText = null) =>
        Tag(container, "Span", alternativeText);

    public static IContainer SemanticLink(this IContainer container, string alternativeText) => Tag(container, "Link", alternativeText);

    public static IContainer SemanticFigure(this IContainer container, string alternativeText) => Tag(container, "Figure", alternativeText);

    public static IContainer SemanticImage(this IContainer container, string alternativeText) => container.SemanticFigure(alternativeText);

    /// <param name="language">Language tag such as <c>en-US</c>.</param>
    public static IContainer SemanticLanguage(this IContainer container, string language)
    {
        ArgumentException.ThrowIfNullOrEmpty(language);
        return container.Fill(new InLanguage(language));
    }

    /// <summary>Marks the content as decoration, which screen readers skip.</summary>
    public static IContainer SemanticIgnore(this IContainer container) => container.Fill(new Unspoken());

    private static Tagged Tag(IContainer container, string type, string? alternative = null) =>
        container.Fill(new Tagged(type, alternative));
}
