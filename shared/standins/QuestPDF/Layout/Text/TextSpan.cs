using QuestPDF.Fluent;
using QuestPDF.Infrastructure;
using QuestPDF.Pdf;

namespace QuestPDF.Layout.Text;

/// <summary>A piece of a paragraph in one style: fixed text, or a page number that is computed when a page is drawn.</summary>
internal sealed class TextSpan(string text)
{
    public string Text => text;
    public TextStyle Style { get; set; } = TextStyle.Default;
    public LinkTarget? Link { get; init; }
    public Func<PageContext, int?>? PageNumber { get; init; }
    public PageNumberFormatter Format { get; set; } = number => number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "";

    /// <summary>Font and style of the span; null until <c>Inherit</c> has added the surrounding style.</summary>
    public TextFont Font { get; private set; } = null!;

    public void Inherit(TextStyle outer) => Font = new TextFont(Style.Over(outer));

    public string Content(PageContext page) => PageNumber is null ? Text : Format(PageNumber(page));
}
