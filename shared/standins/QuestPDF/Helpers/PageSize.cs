using QuestPDF.Infrastructure;

namespace QuestPDF.Helpers;

/// <summary>Width and height are in points, whatever unit the constructor gets.</summary>
public class PageSize
{
    public PageSize(float width, float height, Unit unit = Unit.Point)
    {
        Width = (float)width.ToPoints(unit);
        Height = (float)height.ToPoints(unit);
    }

    public float Width { get; }
    public float Height { get; }
}

public static class PageSizeExtensions
{
    public static PageSize Portrait(this PageSize size) => size.Width <= size.Height ? size : new PageSize(size.Height, size.Width);

    public static PageSize Landscape(this PageSize size) => size.Width >= size.Height ? size : new PageSize(size.Height, size.Width);
}
