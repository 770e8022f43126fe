using QuestPDF.Infrastructure;
using QuestPDF.Layout.Boxes;

namespace QuestPDF.Fluent;

/// <summary>Consecutive calls add up. Negative values let the content extend beyond its box.</summary>
public static class PaddingExtensions
{
    public static IContainer Padding(this IContainer element, float value, Unit unit = Unit.Point) =>
        element.PaddingVertical(value, unit).PaddingHorizontal(value, unit);

    public static IContainer PaddingHorizontal(this IContainer element, float value, Unit unit = Unit.Point) =>
        element.PaddingLeft(value, unit).PaddingRight(value, unit);

    public static IContainer PaddingVertical(this IContainer element, float value, Unit unit = Unit.Point) =>
        element.PaddingTop(value, unit).PaddingBottom(value, unit);

    public static IContainer PaddingTop(this IContainer element, float value, Unit unit = Unit.Point) =>
        Add(element, p => p.Top += value.ToPoints(unit));

    public static IContainer PaddingBottom(this IContainer element, float value, Unit unit = Unit.Point) =>
        Add(element, p => p.Bottom += value.ToPoints(unit));

    public static IContainer PaddingLeft(this IContainer element, float value, Unit unit = Unit.Point) =>
        Add(element, p => p.Left += value.ToPoints(unit));

    public static IContainer PaddingRight(this IContainer element, float value, Unit unit = Unit.Point) =>
        Add(element, p => p.Right += value.ToPoints(unit));

    private static Padding Add(IContainer element, Action<Padding> add)
    {
        var padding = element.Continue<Padding>();
        add(padding);
        return padding;
    }
}
