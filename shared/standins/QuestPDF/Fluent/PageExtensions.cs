using QuestPDF.Helpers;
using QuestPDF.Infrastructure;
using QuestPDF.Layout;

namespace QuestPDF.Fluent;

public class PageDescriptor
{
    internal PageTemplate Template { get; } = new();

    public void Size(float width, float height, Unit unit = Unit.Point) =>
        Template.Size = new Extent(width.ToPoints(unit), height.ToPoints(unit));

    public void Size(PageSize pageSize)
    {
        ArgumentNullException.ThrowIfNull(pageSize);
        Size(pageSize.Width, pageSize.Height);
    }

    public void MarginLeft(float value, Unit unit = Unit.Point) => Template.MarginLeft = value.ToPoints(unit);

    public void MarginRight(float value, Unit unit = Unit.Point) => Template.MarginRight = value.ToPoints(unit);

    public void MarginTop(float value, Unit unit = Unit.Point) => Template.MarginTop = value.ToPoints(unit);

    public void MarginBottom(float value, Unit unit = Unit.Point) => Template.MarginBottom = value.ToPoints(unit);

    public void MarginVertical(float value, Unit unit = Unit.Point)
    {
        MarginTop(value, unit);
        MarginBottom(value, unit);
    }

    public void MarginHorizontal(float value, Unit unit = Unit.Point)
    {
        MarginLeft(value, unit);
        MarginRight(value, unit);
    }

    public void Margin(float value, Unit unit = Unit.Point)
    {
        MarginVertical(value, unit);
        MarginHorizontal(value, unit);
    }

    public void DefaultTextStyle(TextStyle textStyle) => Template.Style = textStyle;

    public void DefaultTextStyle(Func<TextStyle, TextStyle> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        DefaultTextStyle(handler(TextStyle.Default));
    }

    public void PageColor(Color color) => Template.Color = color;

    /// <summary>Drawn behind the content of every page, without margins.</summary>
    public IContainer Background() => Slot(Template.Background);

    /// <summary>Drawn in front of the content of every page, without margins.</summary>
    public IContainer Foreground() => Slot(Template.Foreground);

    public IContainer Header() => Slot(Template.Main.Before);

    /// <summary>Shown between header and footer; continues on further pages as needed.</summary>
    public IContainer Content() => Slot(Template.Main.Content);

    public IContainer Footer() => Slot(Template.Main.After);

    private static Container Slot(Container slot) => slot.Fill(new Container());
}

public static class PageExtensions
{
    public static IDocumentContainer Page(this IDocumentContainer document, Action<PageDescriptor> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var descriptor = new PageDescriptor();
        handler(descriptor);
        ((DocumentTemplates)document).Pages.Add(descriptor.Template);
        return document;
    }
}
