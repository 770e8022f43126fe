using QuestPDF.Helpers;
using QuestPDF.Infrastructure;
using QuestPDF.Layout.Flow;

namespace QuestPDF.Layout;

/// <summary>Describes as many pages as the content needs. Each call of <c>container.Page</c> adds one template.</summary>
internal sealed class PageTemplate
{
    public Extent Size { get; set; } = new(PageSizes.A4.Width, PageSizes.A4.Height);
    public double MarginLeft { get; set; }
    public double MarginTop { get; set; }
    public double MarginRight { get; set; }
    public double MarginBottom { get; set; }
    public Color Color { get; set; } = Colors.Transparent;
    public TextStyle Style { get; set; } = TextStyle.Default;

    public Container Background { get; } = new();
    public Container Foreground { get; } = new();
    public Framed Main { get; } = new() { IsPage = true };

    public IEnumerable<Element> Elements => [Background, Main, Foreground];
}
