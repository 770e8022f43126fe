using QuestPDF.Infrastructure;
using QuestPDF.Layout.Boxes;

namespace QuestPDF.Fluent;

/// <summary>Borders do not take up space: they are drawn over the edge of their box, by default half inside and half outside.</summary>
public static class BorderExtensions
{
    public static IContainer Border(this IContainer element, float all, Color color) => element.Border(all).BorderColor(color);

    public static IContainer Border(this IContainer element, float value, Unit unit = Unit.Point) =>
        element.BorderHorizontal(value, unit).BorderVertical(value, unit);

    public static IContainer BorderVertical(this IContainer element, float value, Unit unit = Unit.Point) =>
        element.BorderLeft(value, unit).BorderRight(value, unit);

    public static IContainer BorderHorizontal(this IContainer element, float value, Unit unit = Unit.Point) =>
        element.BorderTop(value, unit).BorderBottom(value, unit);

    public static IContainer BorderLeft(this IContainer element, float value, Unit unit = Unit.Point) =>
        Set(element, value, unit, (d, v) => d.Left = v);

    public static IContainer BorderRight(this IContainer element, float value, Unit unit = Unit.Point) =>
        Set(element, value, unit, (d, v) => d.Right = v);

    public static IContainer BorderTop(this IContainer element, float value, Unit unit = Unit.Point) =>
        Set(element, value, unit, (d, v) => d.Top = v);

    public static IContainer BorderBottom(this IContainer element, float value, Unit unit = Unit.Point) =>
        Set(element, value, unit, (d, v) => d.Bottom = v);

    public static IContainer BorderColor(this IContainer element, Color color) => Change(element, d => d.BorderColor = color);

    public static IContainer BorderAlignmentInside(this IContainer element) => Change(element, d => d.Alignment = BorderAlignment.Inside);

    public static IContainer BorderAlignmentMiddle(this IContainer element) => Change(element, d => d.Alignment = BorderAlignment.Middle);

    public static IContainer BorderAlignmentOutside(this IContainer element) => Change(element, d => d.Alignment = BorderAlignment.Outside);

    private static Decorated Set(IContainer element, float value, Unit unit, Action<Decorated, double> set)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return Change(element, d => set(d, value.ToPoints(unit)));
    }

    private static Decorated Change(IContainer element, Action<Decorated> change)
    {
        var decorated = element.Continue<Decorated>();
        change(decorated);
        return decorated;
    }
}
