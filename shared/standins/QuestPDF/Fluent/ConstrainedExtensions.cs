using QuestPDF.Infrastructure;
using QuestPDF.Layout.Boxes;

namespace QuestPDF.Fluent;

public static class ConstrainedExtensions
{
    public static IContainer Width(this IContainer element, float value, Unit unit = Unit.Point) =>
        element.MinWidth(value, unit).MaxWidth(value, unit);

    public static IContainer MinWidth(this IContainer element, float value, Unit unit = Unit.Point) =>
        Set(element, value, unit, (c, v) => c.MinWidth = v);

    public static IContainer MaxWidth(this IContainer element, float value, Unit unit = Unit.Point) =>
        Set(element, value, unit, (c, v) => c.MaxWidth = v);

    public static IContainer Height(this IContainer element, float value, Unit unit = Unit.Point) =>
        element.MinHeight(value, unit).MaxHeight(value, unit);

    public static IContainer MinHeight(this IContainer element, float value, Unit unit = Unit.Point) =>
        Set(element, value, unit, (c, v) => c.MinHeight = v);

    public static IContainer MaxHeight(this IContainer element, float value, Unit unit = Unit.Point) =>
        Set(element, value, unit, (c, v) => c.MaxHeight = v);

    private static Constrained Set(IContainer element, float value, Unit unit, Action<Constrained, double> set)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        var constrained = element.Continue<Constrained>();
        set(constrained, value.ToPoints(unit));
        return constrained;
    }
}
